/// What the OpenAPI documents of all backends have in common.
package enum BackendDocument {
  package static let shared: StaticString = #"""
    {
      "security": [{"basic": []}, {}],
      "components": {
        "securitySchemes": {"basic": {"type": "http", "scheme": "basic"}},
        "responses": {
          "Unauthorized": {
            "description": "A password is asked for, and none or a wrong one was given",
            "headers": {"WWW-Authenticate": {"schema": {"type": "string"}}},
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "ProviderFailed": {
            "description": "The provider of the data failed, or refused the call",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "ProviderThrottled": {
            "description": "The provider has had too many calls",
            "headers": {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}},
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "ProviderTooSlow": {
            "description": "The provider took too long",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          }
        },
        "schemas": {
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
