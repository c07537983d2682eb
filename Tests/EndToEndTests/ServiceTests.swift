import Foundation
import HTTPTypes
import Testing

@testable import Demo

/// Each service as a process of its own.
@Suite struct ServiceTests {
  @Test(arguments: Backend.all)
  func A_backend_answers_its_question_and_says_who_answered(backend: Backend) async throws {
    let program = try Program(backend.name, [], ["INSTANCE_ID": "i-1", "CONTAINER_ID": "c-1"])
    let answer = try await Web.get(program.url() + backend.path)
    #expect(answer.status == 200)
    #expect(answer.json[backend.member] as? String != nil)
    #expect(answer.json["instanceid"] as? String == "i-1")
    #expect(answer.json["containerid"] as? String == "c-1")
    #expect(HTTPField.Name("X-Instance-Id").flatMap { answer.fields[$0] } == "i-1")
    await program.stop()
  }

  @Test(arguments: Backend.all)
  func A_backend_has_the_operations_routes(backend: Backend) async throws {
    let program = try Program(backend.name)
    let url = try await program.url()
    #expect(try await Web.get(url + "/health").text == #"{"status":"OK"}"#)
    #expect(try await Web.get(url + "/ready").text == #"{"status":"ready"}"#)
    let information = try await Web.get(url + "/info").json
    #expect(information["service"] as? String == backend.name)
    #expect((information["configuration"] as? [String: Any])?["PORT"] as? String == "0")
    let description = try await Web.get(url + "/openapi.json").json
    #expect((description["openapi"] as? String)?.hasPrefix("3.1") == true)
    let paths = try #require(description["paths"] as? [String: Any])
    #expect(Set(paths.keys).isSuperset(of: ["/health", "/ready", "/info", "/openapi.json"]))
    #expect(paths.keys.contains { $0.hasPrefix(backend.path.prefix { $0 != "/" } + "/") && $0.contains("{") })
    #expect(try await Web.get(url + "/nothing/here").status == 404)
    await program.stop()
  }

  @Test(arguments: Backend.all)
  func A_backend_with_a_password_asks_for_it(backend: Backend) async throws {
    let program = try Program(
      backend.name, [], ["\(backend.prefix)_USERNAME": "me", "\(backend.prefix)_PASSWORD": "s3cret-pw"])
    let url = try await program.url()
    #expect(try await Web.get(url + backend.path).status == 401)
    #expect(try await Web.get(url + "/health").status == 200)
    let credentials = Data("me:s3cret-pw".utf8).base64EncodedString()
    let fields: HTTPFields = [.authorization: "Basic \(credentials)"]
    #expect(try await Web.get(url + backend.path, fields: fields).status == 200)
    let information = try await Web.get(url + "/info", fields: fields)
    #expect(information.status == 200)
    await program.stop()
    #expect(!(information.text + program.output.joined() + program.errors.joined()).contains("s3cret-pw"))
  }

  @Test(arguments: ["stock-price", "weather", "twitch", "goodreads", "portal"], [SIGTERM, SIGINT])
  func A_signal_ends_a_service_with_code_0(name: String, signal: Int32) async throws {
    let program = try Program(name, [], Self.settings(of: name))
    _ = try await program.url()
    program.signal(signal)
    #expect(await program.child.exitStatus == .exited(code: 0))
    #expect(program.errors.isEmpty)
    #expect(program.output.last?.contains(#""msg":"stopped""#) == true)
  }

  @Test func The_health_check_of_the_program_itself_tells_by_its_exit_code() async throws {
    let program = try Program("weather")
    let port = try await #require(program.url().split(separator: ":").last)
    let good = try Program("weather", ["healthcheck"], ["PORT": String(port)])
    #expect(await good.child.exitStatus == .exited(code: 0))
    await program.stop()
    let bad = try Program("weather", ["healthcheck"], ["PORT": String(port)])
    #expect(await bad.child.exitStatus == .exited(code: 1))
    #expect(bad.errors.count == 1)
  }

  static func settings(of name: String) -> [String: String] {
    guard name == "portal" else { return [:] }
    return Dictionary(uniqueKeysWithValues: Backend.all.map { ("\($0.prefix)_SERVICE", "127.0.0.1:9") })
  }
}
