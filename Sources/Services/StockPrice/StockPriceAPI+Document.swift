extension StockPriceAPI {
  /// The routes as an OpenAPI 3.1 document; what they share with other backends is in `BackendDocument`.
  static let document: StaticString = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "stock-price",
        "description": "What a stock costs.",
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
      },
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
                "schema": {
                  "type": "string", "minLength": 1, "maxLength": 15,
                  "pattern": "^[.\\-^=]*[A-Za-z0-9][A-Za-z0-9.\\-^=]*$"
                },
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
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {
                "description": "No provider knows this symbol",
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
          "Quote": {
            "type": "object",
            "required": [
              "symbol", "name", "price", "currency", "previousClose", "change", "changePercent", "asOf", "history",
              "containerid", "instanceid", "source", "fetchedAt", "cached", "stale"
            ],
            "properties": {
              "symbol": {"type": "string", "description": "In upper case, a dash before the class of shares"},
              "name": {
                "type": "string",
                "description": "Name of the company; the symbol where the provider does not tell it"
              },
              "price": {"type": "number", "description": "In the currency"},
              "currency": {
                "type": ["string", "null"],
                "description": "ISO 4217 code; null where the provider does not tell it",
                "pattern": "^[A-Z]{3}$"
              },
              "previousClose": {"type": ["number", "null"], "description": "In the currency"},
              "change": {"type": ["number", "null"], "description": "Since the previous close, in the currency"},
              "changePercent": {"type": ["number", "null"], "description": "Since the previous close"},
              "asOf": {
                "type": ["string", "null"],
                "description": "When the price was made; of a price by the day, midnight UTC of the trading day",
                "format": "date-time"
              },
              "history": {
                "type": "array",
                "description": "Closes, oldest first, the last one so far; empty where the provider has none",
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
          }
        }
      }
    }
    """#
}
