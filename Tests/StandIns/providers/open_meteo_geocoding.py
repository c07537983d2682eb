"""Open-Meteo's geocoder. What is empty or zero is left out, even the list of results."""

from message import Answer
from providers.open_meteo import FAULTS, error
from routes import Routes

routes = Routes()

__all__ = ["FAULTS", "routes"]

# GeoNames: id, name, latitude, longitude, elevation, country code, country, region, zone, population.
CITIES = [
    (2950159, "Berlin", 52.52437, 13.41053, 74, "DE", "Germany", "State of Berlin", "Europe/Berlin", 3426354),
    (2643743, "London", 51.50853, -0.12574, 25, "GB", "United Kingdom", "England", "Europe/London", 8961989),
    (6058560, "London", 42.98339, -81.23304, 252, "CA", "Canada", "Ontario", "America/Toronto", 346765),
    (2988507, "Paris", 48.85341, 2.3488, 42, "FR", "France", "Île-de-France", "Europe/Paris", 2138551),
    (4717560, "Paris", 33.66094, -95.55551, 183, "US", "United States", "Texas", "America/Chicago", 24782),
    (4250542, "Springfield", 39.80172, -89.64371, 182, "US", "United States", "Illinois", "America/Chicago", 116565),
    (4409896, "Springfield", 37.21533, -93.29824, 395, "US", "United States", "Missouri", "America/Chicago", 166810),
    (3448439, "São Paulo", -23.5475, -46.63611, 769, "BR", "Brazil", "São Paulo", "America/Sao_Paulo", 10021295),
    (3143244, "Oslo", 59.91273, 10.74609, 26, "NO", "Norway", "Oslo", "Europe/Oslo", 580000),
    # On the equator, at the level of the sea, and no more known of it.
    (1, "Nullville", 0.0, 0.0, 0, "", "", "", "", 0),
]


@routes.get("/v1/search")
def search(request):
    name = request.value("name")
    if name is None:
        return error(400, "Value was not of type 'String' at path 'name'. No value found for key.")
    count = request.number("count") if request.value("count") is not None else 10
    if count is None or not 1 <= count <= 100:
        return error(400, "Parameter count must be between 1 and 100.")
    name, _, rest = (part.strip().casefold() for part in name.partition(","))
    found = [city for city in CITIES if matches(city, name) and rest in ("", *(part.casefold() for part in city[5:8]))]
    # The country is looked at after the count.
    found = [result(city) for city in found[:int(count)] if request.value("countryCode", city[5]) == city[5]]
    return Answer.json(({"results": found} if found else {}) | {"generationtime_ms": 0.52})


def matches(city, name):
    folded = city[1].casefold().replace("ã", "a")
    if len(name) < 2:
        return False
    return name.replace("ã", "a") == folded if len(name) == 2 else folded.startswith(name.replace("ã", "a"))


def result(city):
    number, name, latitude, longitude, elevation, code, country, region, zone, population = city
    everything = {
        "id": number, "name": name, "latitude": latitude, "longitude": longitude, "elevation": elevation,
        "feature_code": "PPL", "country_code": code, "timezone": zone, "population": population, "country": country,
        "admin1": region}
    return {key: value for key, value in everything.items() if value}
