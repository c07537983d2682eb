import Chassis
import Testing

@testable import Registrator

/// Events that are wrong, and neighbours that are away.
@Suite struct TroubleTests {
  private let web = Container.running("c1", ["SERVICE_NAME": "web"])

  private func started() -> World {
    var world = World()
    world.run(web)
    world.open()
    world.actions = []
    return world
  }

  @Test func A_start_that_was_lost_is_found_by_the_next_round() {
    var world = started()
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b"]), announced: false)
    world.settle()
    #expect(world.catalogue.entries.count == 1)
    world.pass(.seconds(60))
    #expect(world.catalogue.entries == world.expected && world.expected.count == 2)
  }

  @Test func An_end_that_was_lost_is_found_by_the_next_round() {
    var world = started()
    world.end("c1", announced: false)
    world.pass(.seconds(60))
    #expect(world.catalogue.entries == [:])
  }

  @Test func An_event_that_comes_twice_does_nothing_twice() {
    var world = started()
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b"]))
    world.event("c2", .started)
    world.settle()
    world.event("c2", .started)
    world.settle()
    #expect(world.actions.count { $0.hasPrefix("register") } == 1)
  }

  @Test func An_end_that_comes_after_the_next_start_leaves_the_service_registered() {
    var world = started()
    world.run(.running("c1", ["SERVICE_NAME": "web"], startedAt: "2"))
    world.event("c1", .ended(0))
    world.settle()
    #expect(world.catalogue.entries == world.expected && !world.expected.isEmpty)
  }

  @Test func A_start_that_comes_after_the_end_registers_nothing() {
    var world = started()
    world.end("c1")
    world.event("c1", .started)
    world.settle()
    #expect(world.catalogue.entries == [:])
  }

  @Test func A_start_while_a_stop_was_announced_for_the_run_before_counts_though_it_was_lost() {
    var world = started()
    world.event("c1", .signalled(.terminate))
    world.settle()
    world.run(.running("c1", ["SERVICE_NAME": "web"], startedAt: "2"), announced: false)
    world.pass(.seconds(60))
    #expect(world.catalogue.entries == world.expected && !world.expected.isEmpty)
  }

  @Test func A_start_after_a_stop_that_was_announced_before_anything_was_known_counts_at_once() {
    var world = started()
    world.event("c2", .signalled(.terminate))
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b"]))
    world.settle()
    #expect(world.catalogue.entries == world.expected && world.expected.count == 2)
  }

  @Test func Consul_is_not_asked_before_the_engine_has_told_of_its_containers() {
    var world = World()
    world.run(web)
    world.event("c9", .ended(0))
    world.settle()
    #expect(world.actions.sorted() == ["inspect c1", "inspect c9"])
  }

  @Test func Events_of_containers_that_nobody_knows_do_no_harm() {
    var world = started()
    for kind in [EngineEvent.Kind.started, .ended(1), .changed, .signalled(.terminate)] { world.event("ghost", kind) }
    world.settle()
    world.pass(.seconds(300))
    #expect(world.catalogue.entries == world.expected)
  }

  @Test func Lost_events_cause_a_round() {
    var world = started()
    world.end("c1", announced: false)
    world.reconciler.takeEventsLost()
    world.settle()
    #expect(world.catalogue.entries == [:])
  }

  @Test func While_the_engine_is_away_the_catalogue_stays_and_afterwards_it_is_compared() {
    var world = started()
    world.isEngineAway = true
    world.end("c1", announced: false)
    world.pass(.seconds(60))
    #expect(world.catalogue.entries.count == 1)
    world.isEngineAway = false
    world.open()
    #expect(world.catalogue.entries == [:])
  }

  @Test func An_engine_that_is_away_is_asked_ever_more_seldom_and_told_of_once() {
    var world = started()
    world.isEngineAway = true
    world.event("c1", .changed)
    for _ in 0..<600 { world.pass(.seconds(1)) }
    #expect((10...60).contains(world.actions.count))
    #expect(world.notes.count { if case .engineFails = $0 { true } else { false } } == 1)
  }

  @Test func An_engine_that_cannot_list_its_containers_still_tells_of_those_that_start_and_end() {
    var world = started()
    world.cannotList = true
    world.pass(.seconds(60))
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b"]))
    world.end("c1")
    world.settle()
    #expect(world.catalogue.entries == world.expected && world.expected.count == 1)
    for _ in 0..<120 { world.pass(.seconds(1)) }
    #expect(world.notes.count { if case .engineFails = $0 { true } else { false } } == 1)
    #expect((3...12).contains(world.actions.count { $0 == "list" }))
  }

  @Test func A_container_that_the_engine_cannot_tell_of_holds_up_no_other_and_keeps_its_entry() {
    var world = started()
    world.obscure = ["c1"]
    world.event("c1", .changed)
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b"]))
    world.settle()
    #expect(world.catalogue.entries == world.expected && world.expected.count == 2)
    world.actions = []
    for _ in 0..<300 { world.pass(.seconds(1)) }
    #expect((5...40).contains(world.actions.count { $0 == "inspect c1" }))
    #expect(world.notes.count { if case .engineFails = $0 { true } else { false } } == 1)
    #expect(world.catalogue.entries == world.expected)
  }

  @Test func While_Consul_is_away_it_is_asked_ever_more_seldom_and_then_gets_everything() {
    var world = World()
    world.isConsulAway = true
    world.run(web)
    world.open()
    for _ in 0..<600 { world.pass(.seconds(1)) }
    #expect((10...60).contains(world.actions.count { $0 == "read" }))
    #expect(world.notes.count { if case .consulFails = $0 { true } else { false } } == 1)
    world.isConsulAway = false
    world.pass(.seconds(40))
    #expect(world.catalogue.entries == world.expected && !world.expected.isEmpty)
    #expect(world.notes.contains(.consulAnswers))
  }

  @Test func A_container_that_ends_while_Consul_is_away_is_gone_when_it_is_back() {
    var world = started()
    world.isConsulAway = true
    world.end("c1")
    world.settle()
    world.isConsulAway = false
    world.pass(.seconds(2))
    #expect(world.catalogue.entries == [:])
  }

  @Test func An_agent_that_forgot_everything_gets_it_again_and_only_what_it_forgot() {
    var world = started()
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b"]))
    world.settle()
    world.catalogue.entries["host:b:80"] = nil
    world.actions = []
    world.pass(.seconds(60))
    #expect(world.actions.filter { $0.hasPrefix("register") } == ["register host:b:80"])
  }

  @Test func A_service_that_Consul_refuses_holds_up_no_other_and_is_tried_again() {
    var world = World()
    world.refused = ["host:web:80"]
    world.run(web)
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b"]))
    world.open()
    #expect(world.catalogue.entries.keys.sorted() == ["host:b:80"])
    for _ in 0..<300 { world.pass(.seconds(1)) }
    #expect((5...30).contains(world.actions.count { $0 == "register host:web:80" }))
    #expect(world.notes.count { if case .refused = $0 { true } else { false } } == 1)
    world.refused = []
    world.pass(.seconds(40))
    #expect(world.catalogue.entries == world.expected && world.expected.count == 2)
  }

  @Test func A_service_that_is_there_though_Consul_refused_it_is_left_at_that() {
    var world = World(.init(resync: nil))
    world.refused = ["host:web:80"]
    world.run(web)
    world.open()
    world.catalogue.entries = world.expected
    world.actions = []
    for _ in 0..<50 { world.pass(.seconds(1)) }
    #expect(world.actions == ["read"])
  }

  @Test func A_refused_service_whose_container_has_ended_is_forgotten() {
    var world = World()
    world.refused = ["host:web:80"]
    world.run(web)
    world.open()
    world.end("c1")
    world.pass(.seconds(40))
    world.actions = []
    for _ in 0..<50 { world.pass(.seconds(1)) }
    #expect(world.actions.count { $0.hasPrefix("register") } == 0)
    #expect(world.actions.count <= 3)
  }
}
