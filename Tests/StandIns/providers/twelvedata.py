"""Twelve Data: numbers as strings, and an error may come with status 200."""

import time
from datetime import datetime, timezone

from message import Answer
from routes import Routes

routes = Routes()

PRICING = "https://twelvedata.com/pricing"
MINUTE = ("You have run out of API credits for the current minute. 9 API credits were used, with the current limit being "
          f"8. Wait for the next minute or consider switching to a higher tier plan at {PRICING}")
DAY = ("You have run out of API credits for the day. 801 API credits were used, with the current limit being 800. Wait for "
       f"the next day or consider switching to a higher tier plan at {PRICING}")
PLAN = f"This symbol is available starting with the Grow or Venture plan. Consider upgrading now at {PRICING}"


def error(code, message, status=None):
    fields = {"api-credits-used": "9", "api-credits-left": "0"} if code == 429 else {}
    return Answer.json({"code": code, "message": message, "status": "error"}, code if status is None else status).with_fields(
        fields)


FAULTS = {
    "throttled": lambda request: error(429, MINUTE),
    "throttled-in-200": lambda request: error(429, MINUTE, 200),
    "throttled-day": lambda request: error(429, DAY),
    "plan": lambda request: error(404, PLAN),
    "unknown-in-200": lambda request: error(404, UNKNOWN, 200),
    "limited": lambda request: error(429, MINUTE) if request.visit > 8 else None,
}

UNKNOWN = ("**symbol** or **figi** parameter is missing or invalid. Please provide a valid symbol according to API "
           "documentation: https://twelvedata.com/docs#reference-data")

STOCKS = {
    "AAPL": ("Apple Inc.", "NASDAQ", "USD", 332.695, 331.34),
    "MSFT": ("Microsoft Corporation", "NASDAQ", "USD", 400.5, 398.0),
    "BRK.B": ("Berkshire Hathaway Inc.", "NYSE", "USD", 500.0, 499.0),
}


@routes.get("/quote")
def quote(request):
    key = request.field("authorization").removeprefix("apikey ") or request.value("apikey", "")
    if key != "test-key":
        return error(401, "**apikey** parameter is incorrect or not specified. You can get your free API key instantly "
                     f"following this link: {PRICING}. If you believe that everything is correct, you can contact us at "
                     "https://twelvedata.com/contact/customer")
    symbol = request.value("symbol", "")
    if symbol == "PLAN":
        return error(404, PLAN)
    if symbol not in STOCKS:
        return error(404, UNKNOWN)
    name, exchange, currency, price, previous = STOCKS[symbol]
    now = int(time.time()) - 60
    change = price - previous
    return Answer.json({
        "symbol": symbol, "name": name, "exchange": exchange, "mic_code": "XNGS", "currency": currency,
        "datetime": datetime.fromtimestamp(now, timezone.utc).date().isoformat(), "timestamp": now, "last_quote_at": now,
        "open": f"{price:.3f}", "high": f"{price:.2f}", "low": f"{previous:.3f}", "close": f"{price:.3f}",
        "volume": "466780", "previous_close": f"{previous:.5f}", "change": f"{change:.5f}",
        "percent_change": f"{100 * change / previous:.5f}", "average_volume": "48000000", "is_market_open": True,
        "fifty_two_week": {
            "low": "236.32001", "high": "344.57001", "low_change": "96.37499", "high_change": "-11.87501",
            "low_change_percent": "40.78", "high_change_percent": "-3.45", "range": "236.320007 - 344.570007"},
    }).with_fields({"api-credits-used": "1", "api-credits-left": "7"})


@routes.get("/symbol_search")
def symbol_search(request):
    """Needs no key."""
    symbol = request.value("symbol", "")
    found = [{"symbol": symbol, "instrument_name": STOCKS[symbol][0], "exchange": STOCKS[symbol][1],
              "currency": STOCKS[symbol][2]}] if symbol in STOCKS else []
    return Answer.json({"data": found, "status": "ok"})
