"""python3 -m unittest, in this folder."""

import json
import unittest

from faults import CHANGES, TAKEOVERS
from message import Request
from providers import ALL
from standins import StandIns

#: A request of each provider that is answered well.
GOOD = {
    "yahoo": "/v8/finance/chart/AAPL?range=1mo&interval=1d",
    "finnhub": "/api/v1/quote?symbol=AAPL&token=test-key",
    "twelvedata": "/quote?symbol=AAPL&apikey=test-key",
    "alphavantage": "/query?function=GLOBAL_QUOTE&symbol=IBM&apikey=test-key",
    "open-meteo-geocoding": "/v1/search?name=Berlin&count=1",
    "open-meteo": "/v1/forecast?latitude=52.5&longitude=13.4&current=temperature_2m&daily=temperature_2m_max&timezone=auto",
    "openweathermap": "/data/2.5/weather?q=Paris,FR&appid=test-key",
    "met-norway": "/weatherapi/locationforecast/2.0/compact?lat=59.9127&lon=10.7461",
    "twitch-id": "/oauth2/validate",
    "twitch": "/helix/streams?game_id=27471",
    "openlibrary": "/search.json?q=isbn:9780316219280",
    "googlebooks": "/books/v1/volumes?q=isbn:9780316219280&key=test-key",
    "goodreads": "/book/isbn/0316219282?key=test-key",
}


class Client:
    def __init__(self):
        self.standins = StandIns()

    def ask(self, provider, path, fault="ok", method="GET", agent="Mozilla/5.0 (compatible; tests/1.0; +https://x.org)",
            body=b"", **fields):
        own = {"twitch": {"authorization": "Bearer test-token-1", "client-id": "test-client"},
               "twitch-id": {"authorization": "OAuth test-token-1"},
               "met-norway": {"user-agent": agent.replace("Mozilla/5.0", "tests/1.0")}}
        given = {"host": "127.0.0.1:1", "user-agent": agent} | own.get(provider, {})
        given |= {name.replace("_", "-"): value for name, value in fields.items()}
        return self.standins.find(Request(method, f"/case/{fault}/{provider}{path}", given, body))[0]

    def json(self, *arguments, **more):
        return json.loads(self.ask(*arguments, **more).body)


class StandInTests(unittest.TestCase):
    def setUp(self):
        self.client = Client()
        self.ask, self.json = self.client.ask, self.client.json

    def test_every_provider_answers_a_good_request(self):
        self.assertEqual(set(GOOD), set(ALL))
        for provider, path in GOOD.items():
            with self.subTest(provider):
                answer = self.ask(provider, path)
                self.assertEqual(answer.status, 200)
                if not answer.is_xml:
                    json.loads(answer.body)

    def test_every_fault_can_be_had_of_every_provider(self):
        for provider, path in GOOD.items():
            for fault in [*CHANGES, *TAKEOVERS, *ALL[provider].FAULTS]:
                with self.subTest(provider=provider, fault=fault):
                    self.assertIsNotNone(self.ask(provider, path, fault))

    def test_a_fault_that_is_unknown_is_no_good_answer(self):
        self.assertEqual(self.ask("yahoo", GOOD["yahoo"], "ressett").status, 404)

    def test_a_fault_meets_only_what_it_names(self):
        path = "/api/v1/stock/profile2?symbol=AAPL&token=test-key"
        self.assertEqual(self.ask("finnhub", path, "500~profile2").status, 500)
        self.assertEqual(self.ask("finnhub", GOOD["finnhub"], "500~profile2").status, 200)

    def test_requests_are_counted_by_kind_and_case(self):
        self.ask("yahoo", GOOD["yahoo"])
        self.ask("yahoo", GOOD["yahoo"], "reset")
        self.ask("twitch-id", "/oauth2/token", method="POST")
        tell = self.client.standins._tell
        self.assertEqual(json.loads(tell(Request("GET", "/counts/case", {})).body), {
            "total": 3, "kinds": {"yahoo chart": 2, "twitch-id token": 1}})
        self.assertEqual(json.loads(tell(Request("GET", "/counts/other", {})).body)["total"], 0)
        seen = json.loads(tell(Request("GET", "/seen/case", {})).body)["requests"]
        self.assertEqual([request["kind"] for request in seen], ["chart", "chart", "token"])

    def test_yahoo_refuses_agents_that_are_no_browser(self):
        self.assertEqual(self.ask("yahoo", GOOD["yahoo"], agent="curl/8.0").status, 429)

    def test_yahoo_names(self):
        def meta(symbol):
            return self.json("yahoo", f"/v8/finance/chart/{symbol}?range=1d")["chart"]["result"][0]["meta"]
        self.assertEqual(meta("%5EGSPC")["longName"], "S&P 500")
        self.assertEqual(meta("VOD.L")["currency"], "GBp")
        self.assertNotIn("longName", meta("NONAME"))
        self.assertEqual(meta("PHANTOM")["instrumentType"], "ECNQUOTE")
        self.assertEqual(self.ask("yahoo", "/v8/finance/chart/ZZZZZZ").status, 404)
        self.assertEqual(self.ask("yahoo", "/v8/finance/chart/AAPL?range=1y&interval=5m").status, 422)
        bars = self.json("yahoo", "/v8/finance/chart/7203.T?range=1mo")["chart"]["result"][0]["indicators"]["quote"][0]
        self.assertIn(None, bars["close"])

    def test_finnhub_errors(self):
        self.assertEqual(self.json("finnhub", "/api/v1/quote?symbol=ZZZ&token=test-key")["c"], 0)
        self.assertEqual(self.ask("finnhub", "/api/v1/quote?symbol=AAPL").status, 401)
        self.assertEqual(self.ask("finnhub", "/api/v1/quote?symbol=AAPL", x_finnhub_token="wrong").status, 401)
        self.assertEqual(self.ask("finnhub", "/api/v1/quote?symbol=AAPL", x_finnhub_token="test-key").status, 200)
        statuses = [self.ask("finnhub", GOOD["finnhub"], "limited").status for _ in range(61)]
        self.assertIn(429, statuses)

    def test_twelve_data_says_404_for_two_reasons(self):
        plan = self.json("twelvedata", "/quote?symbol=PLAN&apikey=test-key")
        unknown = self.json("twelvedata", "/quote?symbol=ZZZ&apikey=test-key")
        self.assertEqual((plan["code"], unknown["code"]), (404, 404))
        self.assertNotEqual(plan["message"], unknown["message"])
        self.assertEqual(self.ask("twelvedata", GOOD["twelvedata"], "throttled-in-200").status, 200)

    def test_alpha_vantage_says_200_and_echoes_the_key(self):
        answer = self.ask("alphavantage", GOOD["alphavantage"], "throttled")
        self.assertEqual(answer.status, 200)
        self.assertIn(b"test-key", answer.body)
        self.assertEqual(self.json("alphavantage", GOOD["alphavantage"].replace("IBM", "ZZZ")), {"Global Quote": {}})

    def test_the_geocoder_leaves_out_what_is_empty(self):
        self.assertNotIn("results", self.json("open-meteo-geocoding", "/v1/search?name=Atlantis"))
        nowhere = self.json("open-meteo-geocoding", "/v1/search?name=Nullville")["results"][0]
        self.assertEqual(set(nowhere), {"id", "name", "feature_code"})
        two = self.json("open-meteo-geocoding", "/v1/search?name=Springfield")["results"]
        self.assertEqual(len(two), 2)
        self.assertEqual(self.ask("open-meteo-geocoding", "/v1/search?name=Berlin&count=101").status, 400)

    def test_open_meteo_gives_only_what_is_asked_for(self):
        document = self.json("open-meteo", GOOD["open-meteo"])
        self.assertEqual(set(document["current"]), {"time", "interval", "temperature_2m"})
        self.assertRegex(document["current"]["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")
        self.assertIsNone(document["daily"]["temperature_2m_max"][-1])
        self.assertEqual(self.ask("open-meteo", "/v1/forecast?latitude=1&longitude=1&current=foo").status, 400)
        self.assertEqual(self.ask("open-meteo", "/v1/forecast?latitude=999&longitude=1").status, 400)

    def test_cod_is_a_number_or_a_text(self):
        self.assertEqual(self.json("openweathermap", "/data/2.5/weather?q=Paris&appid=no")["cod"], 401)
        self.assertEqual(self.json("openweathermap", "/data/2.5/weather?q=Zzz&appid=test-key")["cod"], "404")
        self.assertNotIn("country", self.json("openweathermap", "/data/2.5/weather?lat=0&lon=0&appid=test-key")["sys"])
        self.assertEqual(self.json("openweathermap", "/geo/1.0/direct?q=Zzz&appid=test-key"), [])
        self.assertEqual(self.json("openweathermap", "/data/2.5/forecast?lat=1&lon=1&appid=test-key")["cod"], "200")

    def test_met_norway_wants_manners(self):
        self.assertEqual(self.ask("met-norway", GOOD["met-norway"], agent="curl/8").status, 403)
        self.assertEqual(self.ask("met-norway", GOOD["met-norway"] + "22").status, 403)
        first = self.ask("met-norway", GOOD["met-norway"])
        again = self.ask("met-norway", GOOD["met-norway"], if_modified_since=first.fields["Last-Modified"])
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(self.ask("met-norway", GOOD["met-norway"], "deprecated").status, 203)

    def test_twitch_tokens(self):
        def token(**form):
            body = "&".join(f"{name}={value}" for name, value in form.items()).encode()
            return self.ask("twitch-id", "/oauth2/token", method="POST", body=body)
        good = {"client_id": "test-client", "client_secret": "test-secret", "grant_type": "client_credentials"}
        self.assertEqual(json.loads(token(**good).body)["access_token"], "test-token-1")
        self.assertEqual(json.loads(token(**good).body)["access_token"], "test-token-2")
        self.assertEqual(token(**(good | {"client_secret": "no"})).status, 403)
        self.assertEqual(token(**(good | {"client_id": "no"})).status, 400)
        self.assertEqual(token().status, 400)

    def test_helix_takes_a_token_back(self):
        self.assertEqual(self.ask("twitch", GOOD["twitch"], "revoked").status, 401)
        again = self.ask("twitch", GOOD["twitch"], "revoked", authorization="Bearer test-token-2")
        self.assertEqual(again.status, 200)
        self.assertIsNone(self.json("twitch", "/helix/search/categories?query=zzz")["data"])
        self.assertIn("Ratelimit-Reset", self.ask("twitch", GOOD["twitch"], "throttled").fields)

    def test_pages_of_streams_repeat_one(self):
        one = self.json("twitch", GOOD["twitch"])
        two = self.json("twitch", GOOD["twitch"] + "&after=" + one["pagination"]["cursor"])
        self.assertEqual(two["pagination"], {})
        self.assertEqual(one["data"][-1]["id"], two["data"][0]["id"])
        self.assertIsNone(one["data"][1]["tags"])

    def test_open_library_paths(self):
        redirect = self.ask("openlibrary", "/isbn/9780140328721.json")
        self.assertEqual(redirect.status, 302)
        target = redirect.fields["Location"].removeprefix("/case/ok/openlibrary")
        self.assertEqual(self.json("openlibrary", target)["title"], "Fantastic Mr. Fox")
        self.assertEqual(self.ask("openlibrary", "/isbn/9798886451740.json").status, 404)
        self.assertEqual(self.ask("openlibrary", "/api/books?bibkeys=ISBN:0140328726").status, 404)
        self.assertEqual(self.json("openlibrary", "/api/books.json?bibkeys=ISBN:9798886451740"), {})
        self.assertEqual(self.json("openlibrary", "/search.json?q=isbn:9798886451740")["docs"], [])

    def test_google_books_may_find_another_book(self):
        other = self.json("googlebooks", GOOD["googlebooks"], "wrong-item")["items"][0]["volumeInfo"]
        self.assertEqual(other["title"], "Dune")
        self.assertEqual(self.ask("googlebooks", "/books/v1/volumes?q=isbn:1").status, 429)
        self.assertNotIn("items", self.json("googlebooks", "/books/v1/volumes?q=isbn:1&key=test-key"))

    def test_goodreads(self):
        self.assertEqual(self.ask("goodreads", "/book/isbn/0316219282").status, 301)
        self.assertEqual(self.ask("goodreads", "/book/isbn/0316219282?key=no").status, 401)
        self.assertEqual(self.ask("goodreads", "/book/isbn/9798886451740?key=test-key").status, 404)
        counts = self.json("goodreads", "/book/review_counts.json?isbns=0316219282")["books"][0]
        self.assertEqual(counts["average_rating"], "4.06")
        self.assertEqual(self.ask("goodreads", "/book/review_counts.json?isbns=9798886451740").status, 404)


if __name__ == "__main__":
    unittest.main()
