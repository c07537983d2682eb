import Chassis
import Testing

@testable import Registrator

/// What the registrator takes for its own.
@Suite struct OwnershipTests {
  private let web = Container.running("c1", ["SERVICE_NAME": "web"])

  @Test func Ghosts_of_this_host_are_removed_at_the_start() {
    var world = World()
    world.run(web)
    world.catalogue.entries = [
      "host:gone:80": .marked(container: "c9"), "chosen": .marked(container: "c9"), "db": .foreign,
      "other:web:80": .marked(host: "other", container: "c9"),
    ]
    world.open()
    #expect(world.catalogue.entries.keys.sorted() == ["db", "host:web:80", "other:web:80"])
  }

  @Test func An_id_of_the_usual_form_alone_proves_nothing() {
    var world = World()
    world.catalogue.entries = ["host:gone:80": .foreign]
    world.open()
    #expect(world.catalogue.entries == ["host:gone:80": .foreign])
  }

  @Test func The_entry_of_an_ended_container_that_is_still_there_is_a_ghost() {
    var world = World()
    world.containers["c1"] = web.ended()
    world.catalogue.entries = ["host:web:80": .marked(container: "c1")]
    world.open()
    #expect(world.catalogue.entries == [:])
  }

  @Test func Nothing_is_removed_before_the_engine_has_told_of_its_containers() {
    var world = World()
    world.isEngineAway = true
    world.catalogue.entries = ["host:web:80": .marked(container: "c1")]
    world.open()
    world.pass(.seconds(600))
    #expect(world.catalogue.entries.count == 1)
    #expect(!world.actions.contains { $0.hasPrefix("deregister") })
  }

  @Test func An_entry_that_the_original_Registrator_made_for_the_same_container_is_taken_over() {
    var world = World()
    world.run(web)
    world.catalogue.entries = ["host:web:80": .foreign]
    world.open()
    #expect(world.catalogue.entries == world.expected)
  }

  @Test func An_id_that_was_chosen_takes_no_service_from_others() {
    var world = World()
    world.run(.running("c1", ["SERVICE_NAME": "web", "SERVICE_ID": "db"]))
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "web", "SERVICE_ID": "theirs"]))
    let theirs = Catalogue.Entry.marked(host: "other", container: "c9")
    world.catalogue.entries = ["db": .foreign, "theirs": theirs]
    world.open()
    world.pass(.seconds(60))
    #expect(world.catalogue.entries == ["db": .foreign, "theirs": theirs])
    #expect(world.notes.count == 2)
  }

  @Test func Of_two_containers_with_one_id_the_first_one_has_it() {
    var world = World()
    world.run(.running("c2", name: "b", ["SERVICE_NAME": "b", "SERVICE_ID": "mine"]))
    world.run(.running("c1", name: "a", ["SERVICE_NAME": "a", "SERVICE_ID": "mine"]))
    world.open()
    world.pass(.seconds(60))
    #expect(world.catalogue.entries["mine"]?.name == "a")
    #expect(world.actions.count { $0.hasPrefix("register") } == 1)
    #expect(world.notes.contains(.conflict("mine", "two containers ask for the id")))
    world.end("c1")
    world.settle()
    #expect(world.catalogue.entries["mine"]?.name == "b")
  }

  @Test func What_somebody_changed_is_put_right_and_what_is_not_ours_is_not() {
    var world = World()
    world.run(web)
    world.catalogue.entries = ["db": .foreign]
    world.open()
    world.catalogue.entries["host:web:80"]?.port = 1
    world.catalogue.entries["db"]?.port = 1
    world.pass(.seconds(60))
    #expect(world.catalogue.entries["host:web:80"] == world.expected["host:web:80"])
    #expect(world.catalogue.entries["db"]?.port == 1)
  }

  @Test func A_check_that_somebody_removed_comes_back() {
    var world = World()
    world.run(.running("c1", ["SERVICE_NAME": "web", "SERVICE_CHECK_TCP": "1"]))
    world.open()
    world.catalogue.entries["host:web:80"]?.hasCheck = false
    world.pass(.seconds(60))
    #expect(world.catalogue.entries == world.expected)
  }
}
