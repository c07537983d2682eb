import FoundationEssentials
import NIOCore

/// The service's OpenAPI document and the operations routes that every service has, as one document.
enum OpenAPIDocument {
  /// Where several of `parts` have a member, the earliest wins. Throws `DecodingError` where one is no JSON.
  static func merged(_ parts: [StaticString], version: String) throws -> ByteBuffer {
    let whole = try (parts + [common]).reduce(JSONValue.object([:])) { $0.filled(from: try parse($1)) }
    return try JSONText.encode(whole.filled(from: versioned(version)))
  }

  private static func parse(_ text: StaticString) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: text.withUTF8Buffer { Data($0) })
  }

  private static func versioned(_ version: String) -> JSONValue {
    .object(["info": .object(["version": .string(version)])])
  }

  private static let common: StaticString = #"""
    {
      "openapi": "3.1.0",
      "paths": {
        "/health": {
          "get": {
            "operationId": "getHealth",
            "summary": "Whether the process lives; never needs a password",
            "tags": ["operations"],
            "security": [],
            "responses": {
              "200": {
                "description": "It lives",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"},
                  "example": {"status": "OK"}}}
              },
              "503": {
                "description": "It is stopping",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"},
                  "example": {"status": "draining"}}}
              }
            }
          }
        },
        "/ready": {
          "get": {
            "operationId": "getReadiness",
            "summary": "Whether the service should get requests",
            "tags": ["operations"],
            "responses": {
              "200": {
                "description": "It should",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"},
                  "example": {"status": "ready"}}}
              },
              "503": {
                "description": "It should not, and why",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}
              }
            }
          }
        },
        "/metrics": {
          "get": {
            "operationId": "getMetrics",
            "summary": "Metrics of the process, in the text format of Prometheus",
            "tags": ["operations"],
            "responses": {
              "200": {"description": "All metrics", "content": {"text/plain": {"schema": {"type": "string"}}}}
            }
          }
        },
        "/info": {
          "get": {
            "operationId": "getInformation",
            "summary": "Version, instance and configuration, secrets hidden",
            "tags": ["operations"],
            "responses": {
              "200": {
                "description": "The running program",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Information"}}}
              }
            }
          }
        },
        "/openapi.json": {
          "get": {
            "operationId": "getDescription",
            "summary": "This document",
            "tags": ["operations"],
            "responses": {
              "200": {"description": "An OpenAPI document", "content": {"application/json": {"schema": {"type": "object"}}}}
            }
          }
        }
      },
      "components": {
        "schemas": {
          "Status": {
            "type": "object",
            "required": ["status"],
            "properties": {
              "status": {"type": "string"},
              "reasons": {"type": "array", "items": {"type": "string"}}
            }
          },
          "Information": {
            "type": "object",
            "required": ["service", "version", "containerid", "instanceid", "startedAt", "uptimeSeconds", "configuration"],
            "properties": {
              "service": {"type": "string"},
              "version": {"type": "string"},
              "containerid": {"type": "string"},
              "instanceid": {"type": "string"},
              "startedAt": {"type": "string", "format": "date-time"},
              "uptimeSeconds": {"type": "integer", "minimum": 0},
              "configuration": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
              "registration": {"$ref": "#/components/schemas/Registration"}
            },
            "additionalProperties": {"type": "string"}
          },
          "Registration": {
            "description": "How the service stands with the Consul agent, where it registers itself",
            "type": "object",
            "required": ["state", "name", "id", "address", "port", "lastError"],
            "properties": {
              "state": {"enum": ["registered", "unregistered"]},
              "name": {"type": "string"},
              "id": {"type": ["string", "null"]},
              "address": {"type": ["string", "null"]},
              "port": {"type": ["integer", "null"], "minimum": 1, "maximum": 65535},
              "lastError": {"type": ["string", "null"]}
            }
          }
        }
      }
    }
    """#
}
