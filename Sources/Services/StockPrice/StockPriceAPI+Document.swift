extension StockPriceAPI {
  /// The routes as an OpenAPI 3.1 document.
  static let document: StaticString = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "stock-price",
        "description": "What a stock costs.",
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
      },
      "security": [{"basic": []}, {}],
      "paths": {
        "/stock/{symbol}": {
          "get": {
            "operationId": "getQuote",
            "summary": "The last price of a stock, and its latest closes",
            "parameters": [
              {
                "name": "symbol",
                "in": "path",
                "required": true,
                "description": "A ticker symbol in any case: at most 15 letters, digits and . - ^ =",
                "schema": {"type": "string"},
                "examples": {
                  "plain": {"value": "AAPL"},
                  "shareClass": {"value": "BRK-B"},
                  "exchange": {"value": "VOD.L"}
                }
              }
            ],
            "responses": {
              "200": {
                "description": "Found",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Quote"}}}
              },
              "400": {
                "description": "This is no stock symbol",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "401": {
                "description": "A password is asked for, and none or a wrong one was given",
                "headers": {"WWW-Authenticate": {"schema": {"type": "string"}}},
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "404": {
                "description": "No provider knows this symbol",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "502": {
                "description": "The provider of the data failed, or refused the call",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "503": {
                "description": "The provider has had too many calls",
                "headers": {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}},
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "504": {
                "description": "The provider took too long",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              }
            }
          }
        }
      },
      "components": {
        "securitySchemes": {"basic": {"type": "http", "scheme": "basic"}},
        "schemas": {
          "Quote": {
            "type": "object",
            "required": [
              "symbol", "name", "price", "currency", "previousClose", "change", "changePercent", "asOf", "history",
              "containerid", "instanceid", "source", "fetchedAt", "cached", "stale"
            ],
            "properties": {
              "symbol": {"type": "string", "description": "As providers write it"},
              "name": {"type": "string", "description": "Name of the company"},
              "price": {"type": "number", "description": "In the currency"},
              "currency": {"type": "string", "description": "ISO 4217 code", "pattern": "^[A-Z]{3}$"},
              "previousClose": {"type": ["number", "null"], "description": "In the currency"},
              "change": {"type": ["number", "null"], "description": "Since the previous close, in the currency"},
              "changePercent": {"type": ["number", "null"], "description": "Since the previous close"},
              "asOf": {"type": "string", "description": "When the price was made", "format": "date-time"},
              "history": {
                "type": "array",
                "description": "Oldest first",
                "items": {"$ref": "#/components/schemas/DailyClose"}
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
          "DailyClose": {
            "type": "object",
            "required": ["date", "close"],
            "properties": {
              "date": {"type": "string", "format": "date"},
              "close": {"type": "number", "description": "In the currency"}
            },
            "additionalProperties": false
          },
          "Source": {
            "type": "object",
            "required": ["provider", "attribution", "url", "licence"],
            "properties": {
              "provider": {"type": "string", "description": "Name of the provider, as in the setting PROVIDER"},
              "attribution": {"type": "string", "description": "The credit to show beside the data"},
              "url": {"type": ["string", "null"], "description": "A page about the data", "format": "uri"},
              "licence": {"type": ["string", "null"], "description": "Short name of the licence of the data"}
            },
            "additionalProperties": false
          },
          "Problem": {
            "type": "object",
            "description": "RFC 9457 problem details",
            "required": ["type", "title", "status", "detail", "error"],
            "properties": {
              "type": {"type": "string"},
              "title": {"type": "string", "description": "Reason phrase of the status"},
              "status": {"type": "integer", "minimum": 400, "maximum": 599},
              "detail": {"type": "string", "description": "What was wrong, and what is allowed"},
              "error": {"type": "string", "description": "The same as detail"},
              "suggestion": {"type": "string", "description": "The nearest name that is known"}
            },
            "additionalProperties": false
          }
        }
      }
    }
    """#
}
