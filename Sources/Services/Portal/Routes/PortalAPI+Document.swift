extension PortalAPI {
  /// The routes as an OpenAPI 3.1 document. What the answers hold is described by each service's own document.
  static let document: StaticString = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "portal",
        "description": "One address for the stock-price, weather, twitch and goodreads services.",
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
      },
      "paths": {
        "/stock/{symbol}": {
          "get": {
            "operationId": "getQuote",
            "summary": "The price of a stock, from the stock-price service",
            "parameters": [
              {
                "name": "symbol",
                "in": "path",
                "required": true,
                "description": "A ticker symbol",
                "schema": {"type": "string"},
                "example": "AAPL"
              }
            ],
            "responses": {
              "200": {"$ref": "#/components/responses/Answer"},
              "4XX": {"$ref": "#/components/responses/Refusal"},
              "502": {"$ref": "#/components/responses/Failure"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "504": {"$ref": "#/components/responses/Failure"}
            }
          }
        },
        "/weather/{city}": {
          "get": {
            "operationId": "getWeather",
            "summary": "The weather in a city, from the weather service",
            "parameters": [
              {
                "name": "city",
                "in": "path",
                "required": true,
                "description": "Name of a city, percent-encoded UTF-8",
                "schema": {"type": "string"},
                "example": "São Paulo"
              }
            ],
            "responses": {
              "200": {"$ref": "#/components/responses/Answer"},
              "4XX": {"$ref": "#/components/responses/Refusal"},
              "502": {"$ref": "#/components/responses/Failure"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "504": {"$ref": "#/components/responses/Failure"}
            }
          }
        },
        "/book/{isbn}": {
          "get": {
            "operationId": "getBook",
            "summary": "A book and its ratings, from the goodreads service",
            "parameters": [
              {
                "name": "isbn",
                "in": "path",
                "required": true,
                "description": "An ISBN-10 or ISBN-13",
                "schema": {"type": "string"},
                "example": "9780134190440"
              }
            ],
            "responses": {
              "200": {"$ref": "#/components/responses/Answer"},
              "4XX": {"$ref": "#/components/responses/Refusal"},
              "502": {"$ref": "#/components/responses/Failure"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "504": {"$ref": "#/components/responses/Failure"}
            }
          }
        },
        "/game/{name}": {
          "get": {
            "operationId": "getGame",
            "summary": "A game and who streams it, from the twitch service",
            "parameters": [
              {
                "name": "name",
                "in": "path",
                "required": true,
                "description": "Name of a game, percent-encoded UTF-8",
                "schema": {"type": "string"},
                "example": "Minecraft"
              }
            ],
            "responses": {
              "200": {"$ref": "#/components/responses/Answer"},
              "4XX": {"$ref": "#/components/responses/Refusal"},
              "502": {"$ref": "#/components/responses/Failure"},
              "503": {"$ref": "#/components/responses/Unavailable"},
              "504": {"$ref": "#/components/responses/Failure"}
            }
          }
        },
        "/discovery": {
          "get": {
            "operationId": "getDiscovery",
            "summary": "How services are found, and what is known of each instance",
            "responses": {
              "200": {
                "description": "The state now",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Discovery"}}}
              }
            }
          }
        },
        "/": {
          "get": {
            "operationId": "getPage",
            "summary": "The web page",
            "responses": {
              "200": {"description": "The page", "content": {"text/html": {"schema": {"type": "string"}}}}
            }
          }
        }
      },
      "components": {
        "headers": {
          "X-Served-By": {
            "description": "Id and address of the instance that answered",
            "schema": {"type": "string"},
            "example": "i-0123456789abcdef0, 10.0.1.7:4567"
          },
          "Server-Timing": {
            "description": "Milliseconds of looking the name up, connecting, and the backend's answer",
            "schema": {"type": "string"},
            "example": "lookup;dur=0.021, connect;dur=0.093, backend;dur=1.84"
          },
          "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}
        },
        "responses": {
          "Answer": {
            "description": "What the service answered",
            "headers": {
              "X-Served-By": {"$ref": "#/components/headers/X-Served-By"},
              "Server-Timing": {"$ref": "#/components/headers/Server-Timing"}
            },
            "content": {"application/json": {"schema": {"type": "object"}}}
          },
          "Refusal": {
            "description": "What the service answered to a request it does not take, or the portal to a path that is none",
            "headers": {
              "X-Served-By": {"$ref": "#/components/headers/X-Served-By"},
              "Server-Timing": {"$ref": "#/components/headers/Server-Timing"}
            },
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "Failure": {
            "description": "The service gave no answer, refused the portal's credentials, or says itself that it failed",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "Unavailable": {
            "description": "No instance of the service is available, or the service says that it has too much to do",
            "headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}},
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          }
        },
        "schemas": {
          "Discovery": {
            "type": "object",
            "required": ["strategy", "services"],
            "properties": {
              "strategy": {"type": "string", "enum": ["static"]},
              "services": {"type": "array", "items": {"$ref": "#/components/schemas/Service"}}
            }
          },
          "Service": {
            "type": "object",
            "required": ["service", "endpoints"],
            "properties": {
              "service": {"type": "string", "enum": ["stock-price", "weather", "twitch", "goodreads"]},
              "endpoints": {"type": "array", "items": {"$ref": "#/components/schemas/Endpoint"}}
            }
          },
          "Endpoint": {
            "type": "object",
            "required": ["address", "requests", "failures", "lastError", "lastUsed"],
            "properties": {
              "address": {"type": "string", "description": "Host and port", "examples": ["10.0.1.7:4567", "[::1]:80"]},
              "requests": {"type": "integer", "description": "Sent since the portal started", "minimum": 0},
              "failures": {"type": "integer", "description": "How many of them got no answer", "minimum": 0},
              "lastError": {"type": ["string", "null"], "description": "Why the last failure happened"},
              "lastUsed": {"type": ["string", "null"], "format": "date-time"}
            }
          },
          "Problem": {
            "type": "object",
            "description": "RFC 9457 problem details",
            "required": ["type", "title", "status", "detail", "error"],
            "properties": {
              "type": {"type": "string"},
              "title": {"type": "string", "description": "Reason phrase of the status"},
              "status": {"type": "integer", "minimum": 400, "maximum": 599},
              "detail": {"type": "string", "description": "Which service failed and what happened"},
              "error": {"type": "string", "description": "The same as detail"},
              "service": {"type": "string", "description": "The service at fault, where the portal found the fault"},
              "suggestion": {"type": "string", "description": "The nearest name that is known"}
            }
          }
        }
      }
    }
    """#
}
