"""Finnhub: quotes without name or currency, and profiles with them. An unknown symbol is a quote of zeros."""

import time

from message import Answer
from routes import Routes

routes = Routes()

FAULTS = {
    "throttled": lambda request: Answer.json(
        {"error": "API limit reached. Please try again later. Remaining Limit: 0"}, 429),
    "plan": lambda request: Answer.json({"error": "You don't have access to this resource."}, 403),
    "limited": lambda request: FAULTS["throttled"](request) if request.visit > 60 else None,
}

COMPANIES = {
    "AAPL": (309.38, 303.42, "Apple Inc", "USD", "US", "NASDAQ NMS - GLOBAL MARKET"),
    "MSFT": (400.5, 398.0, "Microsoft Corp", "USD", "US", "NASDAQ NMS - GLOBAL MARKET"),
    "BRK.B": (500.0, 499.0, "Berkshire Hathaway Inc", "USD", "US", "NEW YORK STOCK EXCHANGE, INC."),
    # The currency of its reports, which is not the one that it is traded in.
    "TM": (200.0, 199.0, "Toyota Motor Corp", "JPY", "JP", "NEW YORK STOCK EXCHANGE, INC."),
}


def refusal(request):
    key = request.field("x-finnhub-token") or request.value("token", "")
    if key == "":
        return Answer.json({"error": "Please use an API key."}, 401)
    if key != "test-key":
        return Answer.json({"error": "Invalid API key."}, 401)
    return None


@routes.get("/api/v1/quote")
def quote(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    company = COMPANIES.get(request.value("symbol"))
    if company is None:
        return Answer.json({"c": 0, "d": None, "dp": None, "h": 0, "l": 0, "o": 0, "pc": 0, "t": 0})
    price, previous = company[:2]
    change = round(price - previous, 4)
    return Answer.json({
        "c": price, "d": change, "dp": round(100 * change / previous, 4), "h": price, "l": previous, "o": previous,
        "pc": previous, "t": int(time.time()) - 60})


@routes.get("/api/v1/stock/profile2")
def profile2(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    company = COMPANIES.get(request.value("symbol"))
    if company is None:
        return Answer.json({})
    _, _, name, currency, country, exchange = company
    return Answer.json({
        "country": country, "currency": currency, "estimateCurrency": "USD", "exchange": exchange,
        "finnhubIndustry": "Technology", "ipo": "1980-12-12", "logo": "https://static2.finnhub.io/logo.png",
        "marketCapitalization": 3149828.207397, "name": name, "phone": "14089961010", "shareOutstanding": 15037.87,
        "ticker": request.value("symbol"), "weburl": "https://www.apple.com/"})
