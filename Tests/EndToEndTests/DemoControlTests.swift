import Foundation
import HTTPTypes
import Testing

@testable import Demo

/// What a person can do to the instances of the demo, and what the names then lead to.
@Suite(.serialized, .enabled(if: TestTool.dig.isPresent, TestTool.dig.absence)) struct DemoControlTests {
  @Test func Every_kind_of_name_leads_to_the_instances() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    let both = ["127.0.1.1", "127.0.1.2"]
    #expect(try await control.ask("stock-price.service.consul") == both)
    #expect(try await control.ask("stock-price.workshop.local") == both)
    #expect(try await control.ask("stockprice.weave.local") == both)
    #expect(try await control.ask("stockpriceapp.ecs.internal") == both + ["internal-stockprice.elb.internal."])
    let srv = try await control.ask("stock-price.service.consul", "SRV")
    #expect(srv.count == 2 && srv.allSatisfy { $0.hasPrefix("1 1 ") && $0.contains(".addr.dc1.consul.") })
    await demo.program.stop()
  }

  @Test func A_paused_instance_leaves_the_names_and_comes_back() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    let pid = try demo.instance("weather-1")
    #expect(try await control.act("weather-1", "pause").json["state"] as? String == "paused")
    _ = try await demo.program.wait(for: "it to stand still") { ProcessTable.isStopped(pid) ? true : nil }
    _ = try await demo.program.wait(for: "the name to lead elsewhere") {
      try await control.ask("weather.service.consul") == ["127.0.1.4"] ? true : nil
    }
    // Weave checks nothing.
    #expect(try await control.ask("weather.weave.local") == ["127.0.1.3", "127.0.1.4"])
    #expect(try await control.act("weather-1", "pause").status == 409)
    #expect(try await control.act("weather-1", "resume").json["state"] as? String == "running")
    _ = try await demo.program.wait(for: "the name to lead to it again") {
      try await control.ask("weather.service.consul").count == 2 ? true : nil
    }
    await demo.program.stop()
  }

  @Test func A_stopped_instance_leaves_the_names_at_once_and_stays_down_until_it_is_started() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    #expect(try await control.act("weather-1", "stop").status == 200)
    #expect(try await control.ask("weather.weave.local") == ["127.0.1.4"])
    _ = try await demo.program.wait(for: "it to stop") {
      try await control.state(of: "weather-1") == "stopped" ? true : nil
    }
    #expect(ProcessTable.instance("weather-1", of: demo.program.child.pid) == nil)
    #expect(try await control.act("weather-1", "start").json["state"] as? String == "starting")
    _ = try await demo.program.wait(for: "it to run") {
      try await control.state(of: "weather-1") == "running" ? true : nil
    }
    #expect(try await control.ask("weather.weave.local").count == 2)
    await demo.program.stop()
  }

  @Test func A_killed_instance_stays_down_and_its_name_until_the_health_check_says_so() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    let answer = try await control.act("twitch-2", "kill")
    #expect(answer.json["state"] as? String == "ended" && answer.json["pid"] is NSNull)
    #expect(try await control.ask("twitch.weave.local").count == 2)
    _ = try await demo.program.wait(for: "the health check") {
      try await control.ask("twitch.service.consul") == ["127.0.1.5"] ? true : nil
    }
    #expect(try await control.state(of: "twitch-2") == "ended")
    #expect(demo.program.output.contains { $0.contains("twitch-2: fails its health check") })
    for _ in 0..<10 { #expect(try await Web.get(demo.url + "/game/Minecraft").status == 200) }
    await demo.program.stop()
  }

  @Test func A_slow_instance_answers_in_the_end() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    let instances = try await Web.get("\(control.url)/instances").json["instances"] as? [[String: Any]]
    let slow = try #require(instances?.first { $0["name"] as? String == "weather-1" }?["address"] as? String)
    let pid = try demo.instance("weather-1")
    #expect(try await control.act("weather-1", "slow").json["state"] as? String == "slow")
    _ = try await demo.program.wait(for: "it to stand still") { ProcessTable.isStopped(pid) ? true : nil }
    for _ in 0..<3 { #expect(try await Web.get("http://\(slow)/weather/Paris").status == 200) }
    #expect(try await control.act("weather-1", "resume").json["state"] as? String == "running")
    _ = try await demo.program.wait(for: "it to go on") { ProcessTable.isStopped(pid) ? nil : true }
    await demo.program.stop()
  }

  @Test func A_new_instance_is_found_by_its_name() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    let added = try await control.add("goodreads")
    #expect(added.status == 201 && added.json["name"] as? String == "goodreads-3")
    let address = try #require((added.json["address"] as? String)?.split(separator: ":").first.map(String.init))
    _ = try await demo.program.wait(for: "its name") {
      try await control.ask("goodreads.workshop.local").contains(address) ? true : nil
    }
    await demo.program.stop()
  }

  @Test func Whatever_the_state_of_the_instances_the_demo_ends_with_all_of_them() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    let children = ProcessTable.children(of: demo.program.child.pid)
    for (name, action) in [
      ("weather-1", "pause"), ("weather-2", "slow"), ("twitch-1", "stop"), ("twitch-2", "kill"),
    ] {
      #expect(try await control.act(name, action).status == 200)
    }
    #expect(try await control.add("weather").status == 201)
    demo.program.signal(SIGINT)
    #expect(await demo.program.child.exitStatus == .exited(code: 0))
    #expect(children.allSatisfy(ProcessTable.hasEnded))
    #expect(ProcessTable.instance("weather-3", of: 1) == nil)
  }

  @Test func Killed_it_leaves_no_paused_instance_either() async throws {
    let demo = try await RunningDemo.start()
    let control = try DemoControl(demo)
    let children = ProcessTable.children(of: demo.program.child.pid)
    #expect(try await control.act("weather-1", "pause").status == 200)
    #expect(try await control.act("weather-2", "slow").status == 200)
    demo.program.signal(SIGKILL)
    _ = await demo.program.child.exitStatus
    for _ in 0..<1500 where !children.allSatisfy(ProcessTable.hasEnded) {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(children.filter { !ProcessTable.hasEnded($0) } == [])
  }

  @Test func The_logs_of_a_demo_that_was_killed_are_removed_by_the_next_one() async throws {
    let killed = try await RunningDemo.start()
    let folder = try #require(killed.program.output.joined().firstMatch(of: /Logs of all instances: (\S+)/)?.1)
    killed.program.signal(SIGKILL)
    _ = await killed.program.child.exitStatus
    #expect(FileManager.default.fileExists(atPath: String(folder)))
    let next = try await RunningDemo.start()
    #expect(!FileManager.default.fileExists(atPath: String(folder)))
    await next.program.stop()
  }
}

/// How the portal finds the instances of the demo.
@Suite(.serialized) struct DemoStrategyTests {
  @Test(arguments: DiscoveryStrategy.allCases)
  func By_each_strategy_all_four_routes_answer_from_both_instances(strategy: DiscoveryStrategy) async throws {
    let demo = try await RunningDemo.start(["STRATEGY": strategy.rawValue])
    #expect(demo.program.output.contains { $0.contains("It finds the backends by \(strategy)") })
    for backend in Backend.all {
      let seen = try await demo.instancesAnswering(backend.path, count: 2)
      #expect(seen == ["\(backend.name)-1", "\(backend.name)-2"])
    }
    await demo.program.stop()
  }

  /// Weave goes on naming it, and so does a list.
  @Test(arguments: [DiscoveryStrategy.consul, .weave, .static], ["kill", "pause"])
  func An_instance_that_is_lost_is_not_missed(strategy: DiscoveryStrategy, action: String) async throws {
    let demo = try await RunningDemo.start(["STRATEGY": strategy.rawValue])
    let control = try DemoControl(demo)
    _ = try await demo.instancesAnswering("/weather/Paris", count: 2)
    #expect(try await control.act("weather-1", action).status == 200)
    for _ in 0..<20 { #expect(try await Web.get(demo.url + "/weather/Paris").status == 200) }
    await demo.program.stop()
  }

  @Test func A_new_instance_takes_part() async throws {
    let demo = try await RunningDemo.start()
    #expect(try await DemoControl(demo).add("weather").status == 201)
    _ = try await demo.program.wait(for: "it to answer") {
      try await Web.get(demo.url + "/weather/Paris").servedBy == "weather-3" ? true : nil
    }
    await demo.program.stop()
  }

  @Test func The_portal_passes_the_control_on() async throws {
    let demo = try await RunningDemo.start()
    let direct = try await Web.get(DemoControl(demo).url + "/instances").text
    #expect(try await Web.get(demo.url + "/demo/instances").text == direct)
    let pause = demo.url + "/demo/instances/weather-1/pause"
    let fields: HTTPFields = [.contentType: "application/json"]
    #expect(try await Web.post(pause, fields: fields).json["state"] as? String == "paused")
    #expect(try await Web.post(pause, fields: fields).status == 409)
    await demo.program.stop()
  }

  @Test func A_strategy_that_is_none_is_one_line_and_starts_nothing() async throws {
    let program = try Program("demo", [], ["STRATEGY": "eureka"])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.output.isEmpty)
    #expect(
      program.errors == [#"demo: STRATEGY is "eureka": it must be route53, consul, cloudmap, weave or static"#])
  }
}
