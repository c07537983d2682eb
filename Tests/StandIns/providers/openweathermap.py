"""OpenWeatherMap: `cod` is a number in some answers and a string in others."""

import time

from message import Answer
from routes import Routes

routes = Routes()

FAULTS = {
    "throttled": lambda request: Answer.json({"cod": 429, "message": (
        "Your account is temporary blocked due to exceeding of requests limitation of your subscription type. Please "
        "choose the proper subscription http://openweathermap.org/price")}, 429),
    "wrong": lambda request: Answer.json({"cod": 500, "message": "Internal error"}, 500),
    "limited": lambda request: FAULTS["throttled"](request) if request.visit > 60 else None,
}

# Name, latitude, longitude, country, region, id.
CITIES = [
    ("London", 51.5073, -0.1276, "GB", "England", 2643743), ("Berlin", 52.517, 13.3889, "DE", None, 2950159),
    ("Paris", 48.8589, 2.32, "FR", "Ile-de-France", 2988507), ("Paris", 33.6617, -95.5555, "US", "Texas", 4717560),
    ("Springfield", 39.799, -89.644, "US", "Illinois", 4250542), ("Oslo", 59.9133, 10.739, "NO", None, 3143244),
    ("São Paulo", -23.5507, -46.6334, "BR", "São Paulo", 3448439),
    # At sea there is no country, and hardly a name.
    ("Nullville", 0.0, 0.0, None, None, 1),
]


# Of the weather in days to come, and for how many steps of three hours it is told.
FORECAST = [(500, 9.1, 9.9), (803, 6.5, 7.2), (800, 12.0, 12.4)]
STEPS = 40


def refusal(request):
    if request.value("appid", request.value("APPID", "")) == "test-key":
        return None
    return Answer.json(
        {"cod": 401, "message": "Invalid API key. Please see https://openweathermap.org/faq#error401 for more info."}, 401)


def find(text):
    name, *rest = [part.strip().casefold() for part in text.split(",")]
    return [city for city in CITIES if city[0].casefold().replace("ã", "a") == name.replace("ã", "a")
            and all(part in ((city[3] or "").casefold(), (city[4] or "").casefold()) for part in rest)]


@routes.get("/geo/1.0/direct")
def geocode(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    if request.value("q", "") == "":
        return Answer.json({"cod": "400", "message": "Nothing to geocode"}, 400)
    found = []
    for name, latitude, longitude, country, region, _ in find(request.value("q"))[:int(request.number("limit") or 1)]:
        place = {"name": name, "local_names": {"en": name}, "lat": latitude, "lon": longitude}
        found.append(place | ({"country": country} if country else {}) | ({"state": region} if region else {}))
    return Answer.json(found)


@routes.get("/data/2.5/weather")
def weather(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    if request.value("lat") is not None:
        latitude, longitude = request.number("lat"), request.number("lon")
        if latitude is None or longitude is None:
            return Answer.json({"cod": "400", "message": "wrong latitude"}, 400)
        found = [city for city in CITIES if abs(city[1] - latitude) < 0.5 and abs(city[2] - longitude) < 0.5]
        found = found or [("", latitude, longitude, None, None, 0)]
    elif request.value("q", "") == "":
        return Answer.json({"cod": "400", "message": "Nothing to geocode"}, 400)
    else:
        found = find(request.value("q"))
    if not found:
        return Answer.json({"cod": "404", "message": "city not found"}, 404)
    name, latitude, longitude, country, _, number = found[0]
    at_sea = country is None
    celsius = 10.55
    temperature = {"metric": celsius, "imperial": celsius * 1.8 + 32}.get(request.value("units"), celsius + 273.15)
    now = int(time.time())
    document = {
        "coord": {"lon": longitude, "lat": latitude},
        "weather": [{"id": 804, "main": "Clouds", "description": "overcast clouds", "icon": "04d"}],
        "base": "stations",
        "main": {"temp": round(temperature, 2), "feels_like": round(temperature, 2), "temp_min": round(temperature, 2),
                 "temp_max": round(temperature, 2), "pressure": 1012, "humidity": 50},
        "wind": {"speed": 4.63, "deg": 340}, "clouds": {"all": 99}, "dt": now - 300,
        "sys": {"sunrise": now - 20_000, "sunset": now + 20_000} | ({} if at_sea else {"country": country}),
        "timezone": 3600, "id": number, "name": "" if at_sea else name, "cod": 200}
    if not at_sea:
        document["visibility"] = 10000
        document["rain"] = {"1h": 3.16}
        document["wind"]["gust"] = 7.2
    return Answer.json(document)


@routes.get("/data/2.5/forecast")
def forecast(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    if request.number("lat") is None or request.number("lon") is None:
        return Answer.json({"cod": "400", "message": "wrong latitude"}, 400)
    first = (int(time.time()) // 10800 + 1) * 10800
    # Here the code is a string where all is well.
    return Answer.json({
        "cod": "200", "message": 0, "cnt": STEPS, "list": [step(first, number) for number in range(STEPS)],
        "city": {"id": 1, "coord": {"lat": request.number("lat"), "lon": request.number("lon")}, "timezone": 3600}})


def step(first, number):
    kind, low, high = FORECAST[number % len(FORECAST)]
    return {
        "dt": first + 10800 * number, "main": {"temp": high, "temp_min": low, "temp_max": high, "humidity": 70},
        "weather": [{"id": kind, "main": "", "description": "", "icon": "01d"}], "wind": {"speed": 3.1, "deg": 200}}
