extension RegistryAPI {
  /// The routes as an OpenAPI 3.1 document.
  package static let document: StaticString = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "nameserver",
        "description": "A registry of instances and the DNS zones that come of it.",
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
      },
      "paths": {
        "/v1/registry": {
          "get": {
            "operationId": "getRegistry",
            "summary": "All services with their instances and whether these are well",
            "responses": {
              "200": {
                "description": "The registry",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Registry"}}}
              }
            }
          }
        },
        "/v1/zones": {
          "get": {
            "operationId": "getZones",
            "summary": "All records that the name server answers from",
            "parameters": [
              {"name": "format", "in": "query", "schema": {"type": "string", "enum": ["json", "text"], "default": "json"}}
            ],
            "responses": {
              "200": {
                "description": "The zones",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/Zones"}},
                  "text/plain": {"schema": {"type": "string"}}
                }
              },
              "400": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/services/{service}/instances/{id}": {
          "parameters": [
            {"name": "service", "in": "path", "required": true, "schema": {"type": "string", "maxLength": 50}},
            {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "maxLength": 100}}
          ],
          "put": {
            "operationId": "putInstance",
            "summary": "Registers an instance, or changes it",
            "requestBody": {
              "required": true,
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Registration"},
                "example": {"address": "127.0.1.3", "port": 4567, "check": {"http": "/health", "interval": "1s"}}}}
            },
            "responses": {
              "200": {
                "description": "Changed",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Instance"}}}
              },
              "201": {
                "description": "Registered",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Instance"}}}
              },
              "400": {"$ref": "#/components/responses/Problem"},
              "409": {"$ref": "#/components/responses/Problem"},
              "413": {"$ref": "#/components/responses/Problem"}
            }
          },
          "delete": {
            "operationId": "deleteInstance",
            "summary": "Deregisters an instance",
            "responses": {
              "204": {"description": "Gone"},
              "400": {"$ref": "#/components/responses/Problem"},
              "404": {"$ref": "#/components/responses/Problem"}
            }
          }
        }
      },
      "components": {
        "responses": {
          "Problem": {
            "description": "Not possible; the detail says why",
            "content": {"application/problem+json": {"schema": {"type": "object"}}}
          }
        },
        "schemas": {
          "Check": {
            "type": "object",
            "description": "Either http or tcp",
            "properties": {
              "http": {"type": "string", "description": "Path of a GET; 200 to 299 is well"},
              "tcp": {"type": "boolean", "const": true},
              "interval": {"type": "string", "examples": ["10s"]},
              "timeout": {"type": "string", "examples": ["2s"]},
              "successes": {"type": "integer", "minimum": 1, "maximum": 100, "default": 1},
              "failures": {"type": "integer", "minimum": 1, "maximum": 100, "default": 1}
            }
          },
          "Registration": {
            "type": "object",
            "required": ["address", "port"],
            "additionalProperties": false,
            "properties": {
              "address": {"type": "string", "description": "IPv4 or IPv6"},
              "port": {"type": "integer", "minimum": 1, "maximum": 65535},
              "priority": {"type": "integer", "minimum": 0, "maximum": 65535, "default": 1},
              "weight": {"type": "integer", "minimum": 0, "maximum": 65535, "default": 1},
              "tags": {"type": "array", "maxItems": 16, "items": {"type": "string"}},
              "check": {"$ref": "#/components/schemas/Check"}
            }
          },
          "Instance": {
            "type": "object",
            "required": ["service", "id", "address", "port", "priority", "weight", "tags", "health", "origin"],
            "properties": {
              "service": {"type": "string"},
              "id": {"type": "string"},
              "address": {"type": "string"},
              "port": {"type": "integer"},
              "priority": {"type": "integer"},
              "weight": {"type": "integer"},
              "tags": {"type": "array", "items": {"type": "string"}},
              "check": {"$ref": "#/components/schemas/Check"},
              "health": {"type": "string", "enum": ["passing", "failing"]},
              "origin": {"type": "string", "enum": ["api", "file", "name", "program"]}
            }
          },
          "Registry": {
            "type": "object",
            "required": ["revision", "services"],
            "properties": {
              "revision": {"type": "integer"},
              "services": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["name", "instances"],
                  "properties": {
                    "name": {"type": "string"},
                    "instances": {"type": "array", "items": {"$ref": "#/components/schemas/Instance"}}
                  }
                }
              }
            }
          },
          "Zones": {
            "type": "object",
            "required": ["revision", "zones"],
            "properties": {
              "revision": {"type": "integer"},
              "zones": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["strategy", "apex", "order", "records", "text"],
                  "properties": {
                    "strategy": {"type": "string", "enum": ["route53", "consul", "cloudmap", "weave"]},
                    "apex": {"type": "string"},
                    "order": {"type": "string", "enum": ["fixed", "rotate", "shuffle"]},
                    "mostAnswers": {"type": "integer"},
                    "records": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": ["name", "ttl", "type", "data"],
                        "properties": {
                          "name": {"type": "string"},
                          "ttl": {"type": "integer"},
                          "type": {"type": "string"},
                          "data": {"type": "string"}
                        }
                      }
                    },
                    "text": {"type": "string"}
                  }
                }
              }
            }
          }
        }
      }
    }
    """#
}
