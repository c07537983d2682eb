"""Alpha Vantage: one path for everything, values as strings, and status 200 for every error. Some echo the key."""

import time

from message import Answer
from routes import Routes

routes = Routes()


def daily(request):
    return Answer.json({"Information": (
        f"We have detected your API key as {request.value('apikey', '')} and our standard API rate limit is 25 requests per "
        "day. Please subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to instantly remove all "
        "daily rate limits.")})


BURST = ("Thank you for using Alpha Vantage! Please consider spreading out your free API requests more sparingly (1 request "
         "per second). You may subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to lift the "
         "free key rate limit (25 requests per day), raise the per-second burst limit, and instantly unlock all premium "
         "endpoints")
DEMO = ("The **demo** API key is for demo purposes only. Please claim your free API key at "
        "(https://www.alphavantage.co/support/#api-key) to explore our full API offerings. It takes fewer than 20 seconds.")

_last_calls = {}


def limited(request):
    now, last = time.monotonic(), _last_calls.get(request.case)
    _last_calls[request.case] = now
    if request.visit > 25:
        return daily(request)
    return Answer.json({"Information": BURST}) if last is not None and now - last < 1 else None


FAULTS = {
    "throttled": daily,
    "throttled-burst": lambda request: Answer.json({"Information": BURST}),
    "throttled-note": lambda request: Answer.json({"Note": BURST}),
    "demo-key": lambda request: Answer.json({"Information": DEMO}),
    "bad-call": lambda request: Answer.json({"Error Message": (
        "Invalid API call. Please retry or visit the documentation (https://www.alphavantage.co/documentation/) for "
        "GLOBAL_QUOTE.")}),
    "limited": limited,
}

COMPANIES = {
    "IBM": ("International Business Machines Corp", "USD", 125.78, 125.4),
    "AAPL": ("Apple Inc", "USD", 333.92, 331.0),
    "MSFT": ("Microsoft Corporation", "USD", 400.5, 398.0),
    "BRK-B": ("Berkshire Hathaway Inc Class B", "USD", 500.0, 499.0),
    "BRK.B": ("Berkshire Hathaway Inc Class B", "USD", 500.0, 499.0),
}


@routes.get("/query")
def query(request):
    if request.value("apikey", "") != "test-key":
        return Answer.json({"Error Message": (
            "the parameter apikey is invalid or missing. Please claim your free API key on "
            "(https://www.alphavantage.co/support/#api-key). It should take less than 20 seconds.")})
    match request.value("function"):
        case "GLOBAL_QUOTE":
            return global_quote(request.value("symbol", ""))
        case "SYMBOL_SEARCH":
            return symbol_search(request.value("keywords", ""))
    return FAULTS["bad-call"](request)


def global_quote(symbol):
    if symbol not in COMPANIES:
        return Answer.json({"Global Quote": {}})
    _, _, price, previous = COMPANIES[symbol]
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86_400))
    return Answer.json({"Global Quote": {
        "01. symbol": symbol, "02. open": f"{previous:.4f}", "03. high": f"{price:.4f}", "04. low": f"{previous:.4f}",
        "05. price": f"{price:.4f}", "06. volume": "3456789", "07. latest trading day": day,
        "08. previous close": f"{previous:.4f}", "09. change": f"{price - previous:.4f}",
        "10. change percent": f"{100 * (price - previous) / previous:.4f}%"}})


def symbol_search(keywords):
    """The match that is meant is not always the first."""
    names = [name for name in COMPANIES if name == keywords.upper()]
    found = (["IBMX"] if keywords.upper() == "IBM" else []) + names
    return Answer.json({"bestMatches": [{
        "1. symbol": name, "2. name": COMPANIES.get(name, ("Another Company",))[0], "3. type": "Equity",
        "4. region": "United States", "5. marketOpen": "09:30", "6. marketClose": "16:00", "7. timezone": "UTC-04",
        "8. currency": COMPANIES.get(name, ("", "EUR"))[1], "9. matchScore": "1.0000"} for name in found]})
