import Testing

/// The deploys whose portal asks a zone for addresses: with exactly the variables that their task definitions have, the
/// real programs find each other under the names that their templates give.
@Suite(.serialized, .enabled(if: RenderedDeploy.isPossible, RenderedDeploy.absence))
struct NamedDeployTests {
  @Test(arguments: ["route53", "cloudmap", "weave", "weave-ec2"])
  func With_the_variables_of_its_tasks_the_portal_answers_all_four_routes(name: String) async throws {
    let deploy = try await RenderedDeploy.of(name, ["Provider": "sample", "TempScale": "F"])
    try await DeployedStack.run(deploy) { stack in
      for backend in Backend.all {
        let answer = try await stack.answer(to: backend.path)
        #expect(answer.status == 200 && answer.json[backend.member] != nil, "\(answer.text)")
      }
      let strategies = try #require(try await stack.get("/discovery").json["services"] as? [[String: Any]])
        .map { $0["strategy"] as? String }
      #expect(strategies == Backend.all.map { _ in String(name.prefix { $0 != "-" }) })
      // What a person set arrives at the program that it is for.
      #expect(try await stack.answer(to: "/weather/Amsterdam").json["format"] as? String == "Fahrenheit")
    }
  }

  @Test func A_name_that_the_portal_does_not_ask_for_is_not_found() async throws {
    var deploy = try await RenderedDeploy.of("cloudmap", ["Provider": "sample"])
    deploy.tasks["weather"]?.name = "wether.workshop.local"
    try await DeployedStack.run(deploy) { stack in
      let (stock, weather) = (try await stack.answer(to: "/stock/AMZN"), try await stack.get("/weather/Amsterdam"))
      #expect(stock.status == 200 && weather.status != 200)
    }
  }
}
