import Chassis
import Testing

@testable import Registrator

/// What the registrator does when all goes well, and in what order.
@Suite struct ReconcilerTests {
  private let web = Container.running("c1", ["SERVICE_NAME": "web"])

  @Test func Before_the_engine_s_events_come_it_does_nothing() {
    var world = World()
    world.run(web, announced: false)
    world.settle()
    #expect(world.actions == [])
  }

  @Test func At_the_start_it_registers_what_runs() {
    var world = World()
    world.run(web, announced: false)
    world.open()
    #expect(world.actions == ["list", "read", "inspect c1", "register host:web:80"])
    #expect(world.catalogue.entries == world.expected && !world.expected.isEmpty)
  }

  @Test func What_is_in_the_catalogue_already_is_not_registered_again() {
    var world = World()
    world.run(web, announced: false)
    world.open()
    _ = world.takeActions()
    world.pass(.seconds(60))
    #expect(world.takeActions() == ["list", "read", "inspect c1"])
    var second = World()
    (second.containers, second.catalogue) = (world.containers, world.catalogue)
    second.open()
    #expect(second.actions == ["list", "read", "inspect c1"])
  }

  @Test func A_container_that_starts_is_registered() {
    var world = World()
    world.open()
    _ = world.takeActions()
    world.run(web)
    world.settle()
    #expect(world.actions == ["inspect c1", "read", "register host:web:80"])
  }

  @Test func A_container_that_ends_leaves_before_anything_else_is_asked() {
    var world = World()
    world.run(web)
    world.open()
    _ = world.takeActions()
    world.end("c1")
    world.settle()
    #expect(world.actions == ["read", "deregister host:web:80", "inspect c1"])
    #expect(world.catalogue.entries == [:])
  }

  @Test(arguments: [Signal.terminate, .kill])
  func A_container_that_is_asked_to_stop_leaves_while_it_still_runs(signal: Signal) {
    var world = World()
    world.run(web)
    world.open()
    world.event("c1", .signalled(signal))
    world.settle()
    #expect(world.containers["c1"]?.isRunning == true)
    #expect(world.catalogue.entries == [:])
    _ = world.takeActions()
    world.pass(.seconds(60))
    #expect(!world.actions.contains("register host:web:80"))
  }

  @Test func The_signal_that_stops_a_container_may_be_another_one() {
    var world = World()
    var web = web
    web.stopSignal = Signal("SIGQUIT")
    world.run(web)
    world.open()
    world.event("c1", .signalled(Signal("SIGQUIT")))
    world.settle()
    #expect(world.catalogue.entries == [:])
  }

  @Test(arguments: [Signal(number: 1), Signal(number: 10), nil])
  func Another_signal_changes_nothing(signal: Signal?) {
    var world = World()
    world.run(web)
    world.open()
    _ = world.takeActions()
    world.event("c1", .signalled(signal))
    world.settle()
    #expect(world.actions == [])
  }

  @Test func A_container_that_stays_though_it_was_asked_to_stop_comes_back() {
    var world = World()
    world.run(web)
    world.open()
    world.event("c1", .signalled(.terminate))
    world.settle()
    world.pass(Reconciler.longestLeave)
    #expect(world.catalogue.entries == world.expected && !world.expected.isEmpty)
  }

  @Test func A_container_that_starts_again_after_a_stop_comes_back_at_once() {
    var world = World()
    world.run(web)
    world.open()
    world.event("c1", .signalled(.terminate))
    world.end("c1")
    world.settle()
    world.run(.running("c1", ["SERVICE_NAME": "web"], startedAt: "2"))
    world.settle()
    #expect(world.catalogue.entries.keys.sorted() == ["host:web:80"])
  }

  @Test func A_new_container_of_the_same_name_takes_the_entry_over() {
    var world = World()
    world.run(web)
    world.open()
    _ = world.takeActions()
    world.containers["c1"] = nil
    world.run(.running("c2", ["SERVICE_NAME": "web"], published: ["80/tcp": 40_000]))
    world.event("c1", .ended(0))
    world.settle()
    #expect(world.catalogue.entries["host:web:80"]?.port == 40_000)
    #expect(world.catalogue.entries == world.expected)
  }

  @Test func With_on_success_only_what_crashed_stays_until_it_is_removed() {
    var world = World(.init(keepsCrashed: true))
    world.run(web)
    world.run(.running("c2", name: "ended", ["SERVICE_NAME": "ended"]))
    world.run(.running("c3", name: "killed", ["SERVICE_NAME": "killed"]))
    world.open()
    world.end("c1", code: 1)
    world.end("c2", code: 0)
    world.end("c3", code: 137)
    world.settle()
    #expect(world.catalogue.entries.keys.sorted() == ["host:web:80"])
    world.pass(.seconds(60))
    #expect(world.catalogue.entries.keys.sorted() == ["host:web:80"])
    world.containers["c1"] = nil
    world.event("c1", .ended(nil))
    world.settle()
    #expect(world.catalogue.entries == [:])
  }

  @Test func A_new_registrator_with_on_success_keeps_what_crashed_too() {
    var world = World(.init(keepsCrashed: true))
    world.containers["c1"] = web.ended(code: 1)
    world.containers["c2"] = Container.running("c2").ended(code: 0)
    world.catalogue.entries = ["a": .marked(container: "c1"), "b": .marked(container: "c2")]
    world.open()
    #expect(world.catalogue.entries.keys.sorted() == ["a"])
  }

  @Test func A_fault_of_a_container_is_told_once() {
    var world = World()
    world.run(.running("c1", ["SERVICE_NAME": "web", "SERVICE_CHECK_SCRIPT": "x"]))
    world.open()
    world.pass(.seconds(60))
    #expect(world.notes.count == 1)
    guard case .fault("web", let text) = world.notes.first else { return #expect(Bool(false), "\(world.notes)") }
    #expect(text.contains("SERVICE_CHECK_SCRIPT"))
  }

  @Test func Without_resync_only_news_wake_it() {
    var world = World(.init(resync: nil))
    world.run(web)
    world.reconciler.takeStreamOpened()
    #expect(world.settle() == nil)
    #expect(world.catalogue.entries.count == 1)
  }
}
