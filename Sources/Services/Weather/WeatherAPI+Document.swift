extension WeatherAPI {
  /// The routes as an OpenAPI 3.1 document; what they share with other backends is in `BackendDocument`.
  static let document: StaticString = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "weather",
        "description": "The weather in a city.",
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
      },
      "paths": {
        "/weather/{city}": {
          "get": {
            "operationId": "getWeather",
            "summary": "The weather today and in the next days",
            "parameters": [
              {
                "name": "city",
                "in": "path",
                "required": true,
                "description": "A city, accents or not; after a comma its country or region",
                "schema": {"type": "string", "minLength": 1, "maxLength": 100},
                "examples": {
                  "plain": {"value": "London"},
                  "accents": {"value": "sao paulo"},
                  "country": {"value": "Paris, US"},
                  "region": {"value": "Portland, Maine"}
                }
              }
            ],
            "responses": {
              "200": {
                "description": "Found",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Weather"}}}
              },
              "400": {
                "description": "This is no name of a city",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {
                "description": "No provider knows this city",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "502": {"$ref": "#/components/responses/ProviderFailed"},
              "503": {"$ref": "#/components/responses/ProviderThrottled"},
              "504": {"$ref": "#/components/responses/ProviderTooSlow"}
            }
          }
        }
      },
      "components": {
        "schemas": {
          "Weather": {
            "type": "object",
            "required": [
              "city", "region", "country", "temp", "format", "condition", "conditionCode", "humidity", "wind",
              "forecast", "coordinates", "timezone", "asOf", "containerid", "instanceid", "source", "fetchedAt",
              "cached", "stale"
            ],
            "properties": {
              "city": {"type": "string"},
              "region": {
                "type": ["string", "null"],
                "description": "State, province or the like, which tells namesakes apart"
              },
              "country": {
                "type": ["string", "null"],
                "description": "ISO 3166-1 alpha-2 code",
                "pattern": "^[A-Z]{2}$"
              },
              "temp": {"type": ["number", "null"], "description": "Now, in the scale of format"},
              "format": {
                "type": "string",
                "description": "The scale of all temperatures",
                "enum": ["Celsius", "Fahrenheit"]
              },
              "condition": {"type": ["string", "null"], "description": "The WMO code in words"},
              "conditionCode": {
                "type": ["integer", "null"],
                "description": "WMO code (table 4677)",
                "minimum": 0,
                "maximum": 99
              },
              "humidity": {
                "type": ["integer", "null"],
                "description": "Relative, in percent",
                "minimum": 0,
                "maximum": 100
              },
              "wind": {"oneOf": [{"$ref": "#/components/schemas/Wind"}, {"type": "null"}]},
              "forecast": {
                "type": "array",
                "description": "From the day of asOf on, oldest first; empty where the provider has none",
                "items": {"$ref": "#/components/schemas/Day"}
              },
              "coordinates": {"$ref": "#/components/schemas/Coordinates"},
              "timezone": {"type": ["string", "null"], "description": "IANA time zone"},
              "asOf": {
                "type": "string",
                "description": "When it was observed, or the time that it was computed for",
                "format": "date-time"
              },
              "containerid": {"type": "string", "description": "The container that answered"},
              "instanceid": {"type": "string", "description": "The instance that answered"},
              "source": {"$ref": "#/components/schemas/Source"},
              "fetchedAt": {"type": "string", "description": "When the provider was asked", "format": "date-time"},
              "cached": {"type": "boolean", "description": "Kept from an earlier call"},
              "stale": {"type": "boolean", "description": "Kept for too long, as no provider gave a newer one"}
            },
            "additionalProperties": false
          },
          "Wind": {
            "type": "object",
            "required": ["speed", "unit", "direction"],
            "properties": {
              "speed": {"type": "number", "minimum": 0},
              "unit": {"type": "string", "enum": ["m/s"]},
              "direction": {
                "type": ["integer", "null"],
                "description": "Where it blows from, in degrees clockwise from north",
                "minimum": 0,
                "maximum": 359
              }
            },
            "additionalProperties": false
          },
          "Day": {
            "type": "object",
            "required": ["date", "min", "max", "condition", "conditionCode"],
            "properties": {
              "date": {"type": "string", "description": "A day of the place; of UTC with the provider sample", "format": "date"},
              "min": {"type": ["number", "null"]},
              "max": {"type": ["number", "null"]},
              "condition": {"type": ["string", "null"]},
              "conditionCode": {"type": ["integer", "null"], "minimum": 0, "maximum": 99}
            },
            "additionalProperties": false
          },
          "Coordinates": {
            "type": "object",
            "required": ["latitude", "longitude"],
            "properties": {
              "latitude": {"type": "number", "minimum": -90, "maximum": 90},
              "longitude": {"type": "number", "minimum": -180, "maximum": 180}
            },
            "additionalProperties": false
          }
        }
      }
    }
    """#
}
