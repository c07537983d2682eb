"""Yahoo Finance, the v8 chart. Keyless, but it refuses a User-Agent that is no browser's."""

import time

from message import Answer, decoded
from routes import Routes

routes = Routes()

FAULTS = {
    "throttled": lambda request: Answer.text("Edge: Too Many Requests", 429),
    "throttled-crlf": lambda request: Answer.text("Too Many Requests\r\n", 429),
    "outage": lambda request: Answer.html("Will be right back"),
    "outage-999": lambda request: Answer.html("Request denied", 999),
    "invalid-crumb": lambda request: Answer.json(
        {"finance": {"result": None, "error": {"code": "Unauthorized", "description": "Invalid Crumb"}}}, 401),
}

RANGES = {"1d": 1, "5d": 5, "1mo": 22, "3mo": 64, "6mo": 127, "1y": 252, "2y": 504, "5y": 1260, "10y": 2520, "ytd": 200,
          "max": 3000}

# Symbol: (price, currency, long name, short name, instrument, exchange). Prices are made up.
STOCKS = {
    "AAPL": (333.92, "USD", "Apple Inc.", "Apple Inc.", "EQUITY", "NasdaqGS"),
    "MSFT": (400.5, "USD", "Microsoft Corporation", "Microsoft Corporation", "EQUITY", "NasdaqGS"),
    "BRK-B": (500.0, "USD", "Berkshire Hathaway Inc.", "Berkshire Hathaway Inc. New", "EQUITY", "NYSE"),
    "VOD.L": (91.5, "GBp", "Vodafone Group Public Limited Company", "VODAFONE GROUP PLC", "EQUITY", "LSE"),
    "TEVA.TA": (6100.0, "ILA", "Teva Pharmaceutical Industries Limited", None, "EQUITY", "Tel Aviv"),
    "SAP.DE": (250.0, "EUR", None, "SAP SE                        I", "EQUITY", "XETRA"),
    "7203.T": (3000.0, "JPY", "Toyota Motor Corporation", "TOYOTA MOTOR CORP", "EQUITY", "Tokyo"),
    "^GSPC": (6500.0, "USD", "S&P 500", "S&P 500", "INDEX", "SNP"),
    "EURUSD=X": (1.1, "USD", "EUR/USD", "EUR/USD", "CURRENCY", "CCY"),
    # Some answers name nothing and no currency.
    "NONAME": (10.0, None, None, None, "EQUITY", "NYSE"),
}


@routes.get(r"/v8/finance/chart/(?P<symbol>[^/]+)")
def chart(request, symbol):
    # What libraries send by default is refused.
    if not request.user_agent.startswith("Mozilla/5.0"):
        return Answer.text("Edge: Too Many Requests", 429)
    symbol = decoded(symbol)
    bars = RANGES.get(request.value("range", "1d"))
    if bars is None:
        return error(422, "Unprocessable Entity", "Invalid input - range is not supported")
    if request.value("interval", "1d") != "1d" and bars > 60:
        return error(422, "Unprocessable Entity", "5m data not available for startTime=1 and endTime=2. The requested "
                     "range must be within the last 60 days.")
    if symbol == "PHANTOM":
        return answer({"currency": None, "symbol": symbol, "instrumentType": "ECNQUOTE", "regularMarketTime": None,
                       "priceHint": 2}, [], [])
    if symbol not in STOCKS:
        return error(404, "Not Found", "No data found, symbol may be delisted")
    price, currency, long_name, short_name, instrument, exchange = STOCKS[symbol]
    now = int(time.time()) - 60
    previous = round(price * 0.99, 3)
    meta = {
        "symbol": symbol, "exchangeName": "NMS", "fullExchangeName": exchange, "instrumentType": instrument,
        "firstTradeDate": 345479400, "regularMarketTime": now, "gmtoffset": -14400, "timezone": "EDT",
        "exchangeTimezoneName": "America/New_York", "regularMarketPrice": price, "fiftyTwoWeekHigh": price * 1.1,
        "fiftyTwoWeekLow": price * 0.8, "regularMarketDayHigh": price, "regularMarketDayLow": price,
        "regularMarketVolume": 3907731, "priceHint": 2, "dataGranularity": request.value("interval", "1d"),
        "range": request.value("range", "1d"), "validRanges": list(RANGES),
        # The close before the range that is asked for, which only for one day is yesterday's.
        "chartPreviousClose": previous if bars == 1 else round(price * 0.5, 3),
    }
    if bars == 1:
        meta["previousClose"] = previous
    for name, value in (("currency", currency), ("longName", long_name), ("shortName", short_name)):
        if value is not None:
            meta[name] = value
    days = [now - (bars - 1 - day) * 86_400 for day in range(bars)]
    closes = [round(price - 0.25 * (bars - 1 - day) % (price / 2), 3) for day in range(bars)]
    if symbol == "7203.T" and bars > 2:
        closes[1] = None
    if bars > 1:
        closes[-2] = previous
    return answer(meta, days, closes)


def answer(meta, days, closes):
    volumes = [None if close is None else 1000 for close in closes]
    quote = {"open": closes, "high": closes, "low": closes, "close": closes, "volume": volumes}
    indicators = {"quote": [quote], "adjclose": [{"adjclose": closes}]}
    return Answer.json({"chart": {"result": [{"meta": meta, "timestamp": days, "indicators": indicators}], "error": None}})


def error(status, code, description):
    return Answer.json({"chart": {"result": None, "error": {"code": code, "description": description}}}, status)
