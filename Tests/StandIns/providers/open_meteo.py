"""Open-Meteo's forecast. Coordinates come back snapped to a grid, times are local and without offset, and it never says
how long to wait but in words."""

from datetime import datetime, timedelta, timezone

from message import Answer
from routes import Routes

routes = Routes()


def error(status, reason):
    return Answer.json({"error": True, "reason": reason}, status)


FAULTS = {
    "throttled": lambda request: error(429, "Minutely API request limit exceeded. Please try again in one minute."),
    "throttled-hour": lambda request: error(429, "Hourly API request limit exceeded. Please try again in the next hour."),
    "throttled-day": lambda request: error(429, "Daily API request limit exceeded. Please try again tomorrow."),
    "throttled-concurrent": lambda request: error(429, "Too many concurrent requests"),
    "overloaded": lambda request: error(503, "The service is overloaded"),
    "wrong": lambda request: error(500, "Something went wrong."),
    "no-data": lambda request: error(400, "No data is available for this location"),
    "limited": lambda request: FAULTS["throttled"](request) if request.visit > 600 else None,
}

# Variable: its unit, and its value here.
NOW = {
    "temperature_2m": ("°C", 21.3), "apparent_temperature": ("°C", 20.9), "relative_humidity_2m": ("%", 54),
    "is_day": ("", 1), "precipitation": ("mm", 0.0), "rain": ("mm", 0.0), "weather_code": ("wmo code", 3),
    "cloud_cover": ("%", 92), "pressure_msl": ("hPa", 1016.4), "surface_pressure": ("hPa", 1011.9),
    "wind_speed_10m": ("km/h", 11.2), "wind_direction_10m": ("°", 256), "wind_gusts_10m": ("km/h", 24.1),
}
DAILY = {
    "weather_code": ("wmo code", 61), "temperature_2m_max": ("°C", 23.4), "temperature_2m_min": ("°C", 14.2),
    "precipitation_sum": ("mm", 1.2), "precipitation_probability_max": ("%", 40), "sunrise": ("iso8601", None),
    "sunset": ("iso8601", None), "wind_speed_10m_max": ("km/h", 18.0),
}
SPEEDS = {"kmh": ("km/h", 1.0), "ms": ("m/s", 1 / 3.6), "mph": ("mp/h", 0.621371), "kn": ("kn", 0.539957)}


@routes.get("/v1/forecast")
def forecast(request):
    latitude, longitude = request.number("latitude"), request.number("longitude")
    if latitude is None or longitude is None:
        return error(400, "Parameter 'latitude' and 'longitude' must have the same number of elements")
    if not -90 <= latitude <= 90:
        return error(400, f"Latitude must be in range of -90 to 90°. Given: {latitude}.")
    offset = 7200 if request.value("timezone") == "auto" else 0
    local = datetime.now(timezone.utc).replace(tzinfo=None) + timedelta(seconds=offset)
    document = {
        # The middle of the cell that the place is in.
        "latitude": round(latitude * 8) / 8, "longitude": round(longitude * 8) / 8 + 2e-6, "generationtime_ms": 0.059,
        "utc_offset_seconds": offset, "timezone": "Europe/Berlin" if offset else "GMT",
        "timezone_abbreviation": "GMT+2" if offset else "GMT", "elevation": 38.0}
    for section, known, times, step in (
            ("current", NOW, [quarter(local)], None),
            ("hourly", NOW, [local.replace(minute=0) + timedelta(hours=hour) for hour in range(168)], "T"),
            ("daily", DAILY, [local + timedelta(days=day) for day in range(days(request))], "D")):
        names = [name for names in request.query.get(section, []) for name in names.split(",") if name]
        unknown = next((name for name in names if name not in known), None)
        if unknown is not None:
            return error(400, f"Cannot initialize ForecastVariable from invalid String value {unknown} for key {section}")
        if names:
            document |= values(section, names, known, times, step, request)
    return Answer.json(document)


def quarter(moment):
    return moment.replace(minute=moment.minute // 15 * 15)


def days(request):
    wanted = request.number("forecast_days")
    return 7 if wanted is None else int(min(16, max(0, wanted)))


def values(section, names, known, times, step, request):
    texts = [moment.strftime("%Y-%m-%d" if step == "D" else "%Y-%m-%dT%H:%M") for moment in times]
    units, data = {"time": "iso8601"}, {"time": texts}
    if step is None:
        units["interval"], data["interval"] = "seconds", 900
    for name in names:
        unit, value = known[name]
        if unit == "km/h":
            unit, factor = SPEEDS.get(request.value("wind_speed_unit", "kmh"), SPEEDS["kmh"])
            value = round(value * factor, 2)
        if unit == "°C" and request.value("temperature_unit") == "fahrenheit":
            unit, value = "°F", round(value * 1.8 + 32, 1)
        # At the end of a forecast, values are missing.
        units[name], data[name] = unit, [value] * (len(texts) - 1) + [value if len(texts) < 7 else None]
    if step is None:
        data = {name: value[0] if isinstance(value, list) else value for name, value in data.items()}
        # No value where the ocean has no station.
        if request.number("latitude") == 0 and "temperature_2m" in data:
            data["temperature_2m"] = None
    return {f"{section}_units": units, section: data}
