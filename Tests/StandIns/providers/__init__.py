"""The providers, each with its routes, its own ways to fail, and its quirks. What is asked by the name in the base URL."""

from providers import (
    alphavantage, finnhub, goodreads, googlebooks, met_norway, open_meteo, open_meteo_geocoding, openlibrary,
    openweathermap, twelvedata, twitch, twitch_id, yahoo)

ALL = {
    "yahoo": yahoo, "finnhub": finnhub, "twelvedata": twelvedata, "alphavantage": alphavantage,
    "open-meteo-geocoding": open_meteo_geocoding, "open-meteo": open_meteo, "openweathermap": openweathermap,
    "met-norway": met_norway, "twitch-id": twitch_id, "twitch": twitch, "openlibrary": openlibrary,
    "googlebooks": googlebooks, "goodreads": goodreads,
}
