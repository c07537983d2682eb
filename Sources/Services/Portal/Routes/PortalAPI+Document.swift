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
                "schema": {
                  "type": "string", "minLength": 1, "maxLength": 15,
                  "pattern": "^[.\\-^=]*[A-Za-z0-9][A-Za-z0-9.\\-^=]*$"
                },
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
                "schema": {"type": "string", "minLength": 1, "maxLength": 100},
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
                "schema": {"type": "string", "minLength": 10, "maxLength": 64},
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
                "schema": {"type": "string", "minLength": 1, "maxLength": 100},
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
        "/discovery/strategy": {
          "post": {
            "operationId": "changeStrategy",
            "summary": "Find the services another way from now on; requests in flight end as they began",
            "description": "There only where PORTAL_STRATEGY_SWITCH is true. Pages of other sites may not.",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "required": ["strategy"],
                    "properties": {"strategy": {"$ref": "#/components/schemas/Strategy"}}
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The state after the change",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Discovery"}}}
              },
              "4XX": {"$ref": "#/components/responses/Refusal"}
            }
          }
        },
        "/demo/{path}": {
          "parameters": [
            {"name": "path", "in": "path", "required": true, "schema": {"type": "string"}}
          ],
          "get": {
            "operationId": "askDemo",
            "summary": "What the local demo tells of its instances; there only where DEMO_CONTROL is set",
            "responses": {
              "200": {"description": "The demo's answer"},
              "4XX": {"$ref": "#/components/responses/Refusal"},
              "5XX": {"$ref": "#/components/responses/Failure"}
            }
          },
          "post": {
            "operationId": "orderDemo",
            "summary": "An order to the local demo, such as to stop an instance; pages of other sites may give none",
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object"}}}},
            "responses": {
              "2XX": {"description": "The demo's answer"},
              "4XX": {"$ref": "#/components/responses/Refusal"},
              "5XX": {"$ref": "#/components/responses/Failure"}
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
            "description": "Milliseconds of looking the service up, connecting, and the backend's answer, and the attempts if several",
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
          "Strategy": {"type": "string", "enum": ["route53", "consul", "consul-api", "cloudmap", "weave", "static"]},
          "Discovery": {
            "type": "object",
            "description": "Every member is always there. Durations are in seconds unless their name ends in Ms.",
            "required": ["strategy", "strategies", "switchable", "control", "services"],
            "properties": {
              "strategy": {"$ref": "#/components/schemas/Strategy"},
              "strategies": {
                "type": "array",
                "description": "What may be changed to; empty where nothing may",
                "items": {"$ref": "#/components/schemas/Strategy"}
              },
              "switchable": {"type": "boolean", "description": "Whether /discovery/strategy is there"},
              "control": {"type": "boolean", "description": "Whether /demo is there"},
              "services": {"type": "array", "items": {"$ref": "#/components/schemas/Service"}}
            }
          },
          "Service": {
            "type": "object",
            "required": [
              "service", "strategy", "question", "status", "age", "records", "lookup", "endpoints", "attempts"
            ],
            "properties": {
              "service": {"type": "string", "enum": ["stock-price", "weather", "twitch", "goodreads"]},
              "strategy": {"$ref": "#/components/schemas/Strategy"},
              "question": {
                "type": ["object", "null"],
                "description": "Null where nothing is asked, as for a list of addresses",
                "required": ["name", "type", "server", "transport"],
                "properties": {
                  "name": {"type": "string", "examples": ["weather.service.consul."]},
                  "type": {"type": "string", "examples": ["A", "SRV", "GET"]},
                  "server": {"type": ["string", "null"], "examples": ["127.0.0.1:8600"]},
                  "transport": {"type": ["string", "null"], "enum": ["udp", "tcp", "http", null]}
                }
              },
              "status": {
                "type": "string",
                "description": "stale: in use, although its time is over; negative: there is no instance",
                "enum": ["fresh", "stale", "negative", "unresolved", "static"]
              },
              "age": {"type": ["number", "null"], "description": "Since the last good answer"},
              "records": {"type": "array", "items": {"$ref": "#/components/schemas/Record"}},
              "lookup": {
                "type": "object",
                "required": ["queries", "failures", "lastError", "lastDurationMs", "nextRefresh"],
                "properties": {
                  "queries": {"type": "integer", "minimum": 0},
                  "failures": {"type": "integer", "minimum": 0},
                  "lastError": {"type": ["string", "null"]},
                  "lastDurationMs": {"type": ["number", "null"]},
                  "nextRefresh": {"type": ["number", "null"], "description": "When the next use asks again"}
                }
              },
              "endpoints": {"type": "array", "items": {"$ref": "#/components/schemas/Endpoint"}},
              "attempts": {
                "type": "object",
                "required": ["requests", "retries", "budgetLeft", "hedges"],
                "properties": {
                  "requests": {"type": "integer", "description": "Calls since the strategy was begun with", "minimum": 0},
                  "retries": {"type": "integer", "minimum": 0},
                  "budgetLeft": {"type": "number", "description": "Retries and hedges that may be made now", "minimum": 0},
                  "hedges": {"type": "integer", "minimum": 0}
                }
              }
            }
          },
          "Record": {
            "type": "object",
            "required": ["name", "type", "ttl", "ttlLeft", "data"],
            "properties": {
              "name": {"type": "string"},
              "type": {"type": "string"},
              "ttl": {"type": "integer", "minimum": 0},
              "ttlLeft": {"type": "number", "minimum": 0},
              "data": {"type": "string", "examples": ["1 1 4567 7f000103.addr.dc1.consul."]}
            }
          },
          "Endpoint": {
            "type": "object",
            "required": [
              "address", "id", "priority", "weight", "state", "inFlight", "latencyMs", "requests", "failures",
              "lastError", "lastUsed", "ejectedFor"
            ],
            "properties": {
              "address": {"type": "string", "description": "Host and port", "examples": ["10.0.1.7:4567", "[::1]:80"]},
              "id": {"type": ["string", "null"], "description": "What the registry calls it"},
              "priority": {"type": "integer", "description": "Lower ones are used first (RFC 2782)", "minimum": 0},
              "weight": {"type": "integer", "description": "Share among those of the same priority", "minimum": 0},
              "state": {"type": "string", "enum": ["available", "ejected", "probing", "draining"]},
              "inFlight": {"type": "integer", "minimum": 0},
              "latencyMs": {"type": ["number", "null"], "description": "The average that the choice goes by"},
              "requests": {"type": "integer", "description": "Attempts", "minimum": 0},
              "failures": {"type": "integer", "description": "Those that speak against it", "minimum": 0},
              "lastError": {"type": ["string", "null"], "description": "Why the last failure happened"},
              "lastUsed": {"type": ["string", "null"], "format": "date-time"},
              "ejectedFor": {"type": ["number", "null"], "description": "Until it is probed; null where it is in use"}
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
