import Chassis
import Testing

@testable import Registrator

@Suite struct EngineEventTests {
  private func event(_ json: String) -> EngineEvent? {
    EngineEvent(line: Array(json.utf8))
  }

  private func event(action: String, _ attributes: String = "") -> EngineEvent? {
    event(
      #"{"Type":"container","Action":"\#(action)","Actor":{"ID":"a","Attributes":{\#(attributes)}},"timeNano":7}"#)
  }

  @Test(arguments: [
    ("start", EngineEvent.Kind.started), ("restart", .started), ("die", .ended(nil)), ("died", .ended(nil)),
    ("stop", .ended(nil)), ("destroy", .ended(nil)), ("remove", .ended(nil)), ("rename", .changed),
    ("unpause", .changed),
    ("cleanup", .changed), ("kill", .signalled(nil)),
  ])
  func What_changes_the_catalogue_is_read(action: String, kind: EngineEvent.Kind) {
    #expect(event(action: action) == EngineEvent(container: "a", kind: kind, time: 7))
  }

  @Test(arguments: ["exec_create: sh -c true", "exec_die", "health_status: healthy", "attach", "top", "create", ""])
  func What_does_not_is_passed_over(action: String) {
    #expect(event(action: action) == nil)
  }

  @Test func Both_engines_names_of_the_exit_code_are_read() {
    #expect(event(action: "die", #""exitCode":"137""#)?.kind == .ended(137))
    #expect(event(action: "died", #""containerExitCode":"1""#)?.kind == .ended(1))
    #expect(event(action: "die", #""exitCode":"x""#)?.kind == .ended(nil))
  }

  @Test func A_kill_tells_its_signal() {
    #expect(event(action: "kill", #""signal":"15""#)?.kind == .signalled(.terminate))
    #expect(event(action: "kill", #""signal":"SIGKILL""#)?.kind == .signalled(.kill))
  }

  @Test func The_older_form_has_id_and_status() {
    #expect(
      event(#"{"status":"start","id":"a","from":"x","time":2}"#)
        == EngineEvent(container: "a", kind: .started, time: 2_000_000_000))
  }

  @Test func Events_of_networks_and_images_are_none() {
    #expect(event(#"{"Type":"network","Action":"start","Actor":{"ID":"a"}}"#) == nil)
  }

  @Test(arguments: [
    "", "{", "[]", "null", #"{"Type":"container","Action":"start"}"#, #"{"Action":"start","Actor":{"ID":""}}"#,
    #"{"Action":"start","Actor":{"ID":"a"},"timeNano":1e300}"#, "\u{0}",
  ])
  func What_cannot_be_read_is_none(line: String) {
    #expect(event(line) == nil)
  }

  @Test func An_absurd_time_is_none() {
    #expect(event(#"{"Action":"start","id":"a","time":9223372036854775807}"#)?.time == 0)
  }
}

@Suite struct EventLinesTests {
  private let text = Array("one\n\n  \ntwo\r\nthree".utf8)

  @Test func Lines_are_the_same_however_the_bytes_are_cut() {
    for cut in 0...text.count {
      var lines = EventLines()
      let all = lines.take(text[..<cut]) + lines.take(text[cut...])
      #expect(all.map { String(decoding: $0, as: UTF8.self) } == ["one", "two\r"])
    }
    var lines = EventLines()
    let count = text.flatMap { lines.take([$0]) }.count
    #expect(count == 2)
  }

  @Test func A_line_without_an_end_is_not_kept_for_ever() {
    var lines = EventLines()
    let none = lines.take(Array(repeating: UInt8(ascii: "x"), count: EventLines.longestLine + 1))
    #expect(none == [])
    let next = lines.take(Array("yy\nnext\n".utf8))
    #expect(next == [Array("next".utf8)])
    let isLost = lines.takeLoss()
    #expect(isLost)
    let isLostTwice = lines.takeLoss()
    #expect(!isLostTwice)
  }
}

@Suite struct EngineAddressTests {
  @Test func A_socket_or_a_port_is_an_address() {
    #expect(EngineAddress("unix:///var/run/docker.sock") == .socket("/var/run/docker.sock"))
    #expect(EngineAddress("tcp://127.0.0.1:2376") == .network(.init(host: "127.0.0.1", port: 2376)))
    #expect(EngineAddress("tcp://engine/") == .network(.init(host: "engine", port: 2375)))
  }

  @Test(arguments: [
    "", "/var/run/docker.sock", "unix://", "unix:///", "unix://docker.sock", "ssh://a", "tcp://", "tcp://a:0",
  ])
  func Anything_else_is_none(text: String) {
    #expect(EngineAddress(text) == nil)
  }
}
