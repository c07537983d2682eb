"""MET Norway: who does not say who he is, or asks too exactly, is refused; and each answer says when to ask again."""

import re
import time
from datetime import datetime, timedelta, timezone
from email.utils import formatdate

from message import Answer
from routes import Routes

routes = Routes()

FAULTS = {
    "throttled": lambda request: Answer.html("429 Too Many Requests", 429),
    "forbidden": lambda request: Answer.html("403 Forbidden", 403),
    "deprecated": lambda request: with_status(locationforecast(request), 203),
    "outside": lambda request: Answer.text("The location is outside the covered area", 422),
    "limited": lambda request: FAULTS["throttled"](request) if request.visit > 20 else None,
}

GENERIC = ("", "curl", "wget", "python", "java", "okhttp", "mozilla", "dart", "go-http-client", "libcurl")


@routes.get("/weatherapi/locationforecast/2.0/(compact|complete)")
def locationforecast(request, **_):
    agent = request.user_agent.lower()
    # A site or an address belongs into it.
    if agent.split("/")[0] in GENERIC or re.search(r"@|[a-z0-9-]\.[a-z]{2,}", agent) is None:
        return FAULTS["forbidden"](request)
    for name in ("lat", "lon"):
        if request.number(name) is None:
            return Answer.text(f"Missing or invalid parameter {name}", 400)
        if len(request.value(name).partition(".")[2]) > 4:
            return FAULTS["forbidden"](request)
    if not -90 <= request.number("lat") <= 90:
        return FAULTS["outside"](request)
    hour = int(time.time()) // 3600 * 3600
    modified = formatdate(hour, usegmt=True)
    fields = {"Expires": formatdate(int(time.time()) + 1800, usegmt=True), "Last-Modified": modified}
    if request.field("if-modified-since") == modified:
        return Answer(304).with_fields(fields)
    return Answer.json(forecast(request, datetime.fromtimestamp(hour, timezone.utc))).with_fields(
        fields | {"Content-Type": "application/json"})


def with_status(answer, status):
    if answer.status == 200:
        answer.status = status
    return answer


def forecast(request, hour):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [request.number("lon"), request.number("lat"), 5]},
        "properties": {
            "meta": {
                "updated_at": stamp(hour),
                "units": {"air_pressure_at_sea_level": "hPa", "air_temperature": "celsius", "cloud_area_fraction": "%",
                          "precipitation_amount": "mm", "relative_humidity": "%", "wind_from_direction": "degrees",
                          "wind_speed": "m/s"}},
            "timeseries": [entry(hour + timedelta(hours=number), number) for number in range(-2, 60)]}}


def entry(moment, number):
    # Of this hour and the next, which may begin before the answer is read; the others are told from them.
    temperature = 11.5 if number in (0, 1) else 20.0 + number / 10
    data = {"instant": {"details": {
        "air_pressure_at_sea_level": 1017.4, "air_temperature": temperature, "cloud_area_fraction": 62.5,
        "relative_humidity": 70.1, "wind_from_direction": 210.0, "wind_speed": 3.1}}}
    # Near the end of the series, what follows is not known.
    if number < 50:
        data["next_12_hours"] = {"summary": {"symbol_code": "cloudy"}, "details": {}}
        data["next_6_hours"] = {"summary": {"symbol_code": "cloudy"}, "details": {"precipitation_amount": 0.2}}
        data["next_1_hours"] = {
            "summary": {"symbol_code": "partlycloudy_day"}, "details": {"precipitation_amount": 0.0}}
    return {"time": stamp(moment), "data": data}


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
