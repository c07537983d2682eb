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
                "content": {
                  "application/json": {
                    "schema": {"$ref": "#/components/schemas/Book"},
                    "examples": {
                      "openlibrary": {
                        "summary": "From a library, which counts no reviews",
                        "value": {
                          "isbn": "9780441172719",
                          "isbn10": "0441172717",
                          "isbn13": "9780441172719",
                          "title": "Dune",
                          "authors": ["Frank Herbert"],
                          "published": "1965",
                          "cover": "https://covers.openlibrary.org/b/id/11481354-M.jpg",
                          "url": "https://openlibrary.org/works/OL893415W",
                          "ratingscount": 513,
                          "reviewscount": null,
                          "averagerating": 4.27,
                          "containerid": "c0ffee",
                          "instanceid": "i-0123456789abcdef0",
                          "source": {
                            "provider": "openlibrary",
                            "attribution": "Open Library, a project of the Internet Archive",
                            "url": "https://openlibrary.org/works/OL893415W",
                            "licence": null
                          },
                          "fetchedAt": "2026-10-05T13:58:40Z",
                          "cached": false,
                          "stale": false
                        }
                      },
                      "unrated": {
                        "summary": "A book of which little is known, kept from an earlier call",
                        "value": {
                          "isbn": "9791032305690",
                          "isbn10": null,
                          "isbn13": "9791032305690",
                          "title": "An example",
                          "authors": [],
                          "published": null,
                          "cover": null,
                          "url": null,
                          "ratingscount": null,
                          "reviewscount": null,
                          "averagerating": null,
                          "containerid": "c0ffee",
                          "instanceid": "i-0123456789abcdef0",
                          "source": {
                            "provider": "googlebooks",
                            "attribution": "Google Books",
                            "url": "https://books.google.com/",
                            "licence": null
                          },
                          "fetchedAt": "2026-10-05T13:58:40Z",
                          "cached": true,
                          "stale": true
                        }
                      }
                    }
                  }
                }
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
              "authors": {
                "type": "array",
                "description": "Empty where they are not known",
                "items": {"type": "string"}
              },
              "published": {
                "type": ["string", "null"],
                "description": "Year of the first publication, or of this edition where no other is known",
                "pattern": "^[0-9]{4}$"
              },
              "cover": {"type": ["string", "null"], "description": "A picture of the cover", "format": "uri"},
              "url": {"type": ["string", "null"], "description": "A page about the book", "format": "uri"},
              "ratingscount": {
                "type": ["integer", "null"],
                "description": "Readers of this provider who gave stars; null where nobody has, or it is not known",
                "minimum": 0
              },
              "reviewscount": {
                "type": ["integer", "null"],
                "description": "Readers who wrote a review; only Goodreads counts them",
                "minimum": 0
              },
              "averagerating": {
                "type": ["number", "null"],
                "description": "Stars of this provider's readers; null where there are none",
                "minimum": 1,
                "maximum": 5
              },
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
