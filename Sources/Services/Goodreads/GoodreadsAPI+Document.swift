extension GoodreadsAPI {
  /// The routes as an OpenAPI 3.1 document; what they share with other backends is in `BackendDocument`.
  static let document: StaticString = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "goodreads",
        "description": "A book and what its readers think of it.",
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
      },
      "paths": {
        "/book/{isbn}": {
          "get": {
            "operationId": "getBook",
            "summary": "A book by its ISBN, with ratings",
            "parameters": [
              {
                "name": "isbn",
                "in": "path",
                "required": true,
                "description": "10 or 13 digits, with or without hyphens and spaces",
                "schema": {"type": "string", "minLength": 10, "maxLength": 64},
                "examples": {
                  "ten": {"value": "0316219282"},
                  "thirteen": {"value": "978-0-316-21928-0"},
                  "withX": {"value": "043965548X"}
                }
              }
            ],
            "responses": {
              "200": {
                "description": "Found",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Book"}}}
              },
              "400": {
                "description": "This is no ISBN; the detail says what the check digit should be",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
              },
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "404": {
                "description": "No provider knows this book",
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
          "Book": {
            "type": "object",
            "required": [
              "isbn", "isbn10", "isbn13", "title", "authors", "published", "cover", "url", "ratingscount",
              "reviewscount", "averagerating", "containerid", "instanceid", "source", "fetchedAt", "cached",
              "stale"
            ],
            "properties": {
              "isbn": {
                "type": "string",
                "description": "As asked for, without hyphens",
                "pattern": "^([0-9]{9}[0-9X]|[0-9]{13})$"
              },
              "isbn10": {
                "type": ["string", "null"],
                "description": "Null for numbers that begin with 979",
                "pattern": "^[0-9]{9}[0-9X]$"
              },
              "isbn13": {"type": "string", "pattern": "^[0-9]{13}$"},
              "title": {"type": "string"},
              "authors": {"type": "array", "items": {"type": "string"}},
              "published": {
                "type": ["string", "null"],
                "description": "Year of the first publication",
                "pattern": "^[0-9]{4}$"
              },
              "cover": {"type": ["string", "null"], "description": "A picture of the cover", "format": "uri"},
              "url": {"type": ["string", "null"], "description": "A page about the book", "format": "uri"},
              "ratingscount": {"type": ["integer", "null"], "minimum": 0},
              "reviewscount": {"type": ["integer", "null"], "minimum": 0},
              "averagerating": {"type": ["number", "null"], "description": "Stars", "minimum": 1, "maximum": 5},
              "containerid": {"type": "string", "description": "The container that answered"},
              "instanceid": {"type": "string", "description": "The instance that answered"},
              "source": {"$ref": "#/components/schemas/Source"},
              "fetchedAt": {"type": "string", "description": "When the provider was asked", "format": "date-time"},
              "cached": {"type": "boolean", "description": "Kept from an earlier call"},
              "stale": {"type": "boolean", "description": "Kept for too long, as no provider gave a newer one"}
            },
            "additionalProperties": false
          }
        }
      }
    }
    """#
}
