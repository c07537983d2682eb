extension TwitchAPI {
  /// The routes as an OpenAPI 3.1 document; what they share with other backends is in `BackendDocument`.
  static let document: StaticString = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "twitch",
        "description": "A game and who is streaming it.",
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
      },
      "paths": {
        "/game/{name}": {
          "get": {
            "operationId": "getGame",
            "summary": "How many people watch a game, and whom",
            "parameters": [
              {
                "name": "name",
                "in": "path",
                "required": true,
                "description": "A game in any case, spacing and punctuation, at most 100 characters",
                "schema": {"type": "string", "minLength": 1, "maxLength": 100},
                "examples": {"plain": {"value": "Minecraft"}, "loose": {"value": "counter strike"}}
              }
            ],
            "responses": {
              "200": {
                "description": "Found",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Game"}}}
              },
              "400": {
                "description": "This is no name of a game",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {
                "description": "No provider knows this game",
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
          "Game": {
            "type": "object",
            "required": [
              "name", "popularity", "box", "viewers", "streams", "containerid", "instanceid", "source",
              "fetchedAt", "cached", "stale"
            ],
            "properties": {
              "name": {"type": "string"},
              "popularity": {
                "type": "integer",
                "description": "The same number as viewers, by its name in the first version",
                "minimum": 0
              },
              "box": {"type": ["string", "null"], "description": "Cover of 285 by 380 pixels", "format": "uri"},
              "viewers": {"type": "integer", "description": "Of the listed streams together", "minimum": 0},
              "streams": {
                "type": "array",
                "description": "Most watched first",
                "items": {"$ref": "#/components/schemas/Stream"}
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
          "Stream": {
            "type": "object",
            "required": ["channel", "title", "viewers", "language", "startedAt", "url"],
            "properties": {
              "channel": {"type": "string"},
              "title": {"type": "string"},
              "viewers": {"type": "integer", "minimum": 0},
              "language": {"type": "string", "description": "ISO 639-1 code, or other"},
              "startedAt": {"type": "string", "format": "date-time"},
              "url": {"type": ["string", "null"], "description": "The channel's page", "format": "uri"}
            },
            "additionalProperties": false
          }
        }
      }
    }
    """#
}
