import Testing

@testable import AWS
@testable import AWSDouble

/// Clusters and services.
@Suite struct ServicesTests {
  @Test func Services_are_listed_in_pages() async throws {
    let stage = Stage()
    let made = Set((0..<25).map { stage.aws.putService("x\($0)", in: "main") })
    stage.aws.putService("other", in: "other")
    // The client asks for pages of 100, AWS gives 10 unless asked.
    #expect(try await Set(stage.ecs.serviceARNs(in: "main")) == made)
    struct Input: Encodable {
      var cluster = "main"
      var maxResults: Int?
      var nextToken: String?
    }
    struct Output: Decodable {
      var serviceArns: [String]
      var nextToken: String?
    }
    func page(_ input: Input) async throws -> Output {
      try await stage.client.send(.json(target: "AmazonEC2ContainerServiceV20141113.ListServices", input), to: .ecs)
        .json(Output.self)
    }
    var sizes: [Int] = []
    var found: [String] = []
    var token: String?
    repeat {
      let output = try await page(Input(nextToken: token))
      sizes.append(output.serviceArns.count)
      found += output.serviceArns
      token = output.nextToken
    } while token != nil
    #expect(sizes == [10, 10, 5])
    #expect(Set(found) == made)
    for input in [Input(maxResults: 101), Input(maxResults: 0), Input(nextToken: "x")] {
      let error = await #expect(throws: AWSError.self) { try await page(input) }
      #expect(error?.code == "InvalidParameterException" && error?.status == 400)
    }
  }

  @Test func A_service_is_described_by_name_or_ARN_with_its_load_balancers() async throws {
    let stage = Stage()
    let classic = stage.aws.putClassicLoadBalancer("weather-lb")
    let group = stage.aws.putTargetGroup("weather", behind: [stage.aws.putLoadBalancer("shared")])
    let arn = stage.aws.putService("weather", in: "main", loadBalancers: [classic, group], desiredCount: 2)
    for name in ["weather", arn] {
      for cluster in ["main", stage.aws.place.cluster("main")] {
        let described = try await stage.ecs.services([name], in: cluster)
        #expect(described.items == stage.aws.services(in: "main"))
        #expect(described.items.first?.loadBalancers == [classic, group])
        #expect(described.failures.isEmpty)
      }
    }
  }

  @Test func What_is_not_there_is_a_failure_among_what_is() async throws {
    let stage = Stage()
    stage.aws.putService("weather", in: "main")
    let described = try await stage.ecs.services(["weather", "none"], in: "main")
    #expect(described.items.map(\.serviceName) == ["weather"])
    #expect(described.failures.map(\.arn) == [stage.aws.place.service("none", in: "main")])
    #expect(described.failures.map(\.reason) == ["MISSING"])
  }

  @Test func More_than_ten_services_cannot_be_described_at_once() async throws {
    let stage = Stage()
    stage.aws.putCluster("main")
    struct Input: Encodable {
      var cluster = "main"
      var services: [String]
    }
    func message(_ count: Int) async -> String? {
      let input = Input(services: (0..<count).map { "x\($0)" })
      do {
        let call = try AWSCall.json(target: "AmazonEC2ContainerServiceV20141113.DescribeServices", input)
        _ = try await stage.client.send(call, to: .ecs)
        return nil
      } catch {
        return (error as? AWSError).map { "\($0.code): \($0.message)" }
      }
    }
    #expect(await message(10) == nil)
    #expect(await message(11) == "InvalidParameterException: service names can have at most 10 items.")
    #expect(await message(0) == "InvalidParameterException: Services cannot be empty.")
  }

  @Test func A_deleted_service_is_no_longer_listed_but_described_for_a_while() async throws {
    let stage = Stage()
    let arn = stage.aws.putService("weather", in: "main")
    func status() async throws -> String? {
      let described = try await stage.ecs.services(["weather"], in: "main")
      return described.items.first?.status ?? described.failures.first?.reason
    }
    #expect(try await status() == "ACTIVE")
    #expect(try await stage.ecs.serviceARNs(in: "main") == [arn])
    stage.aws.deleteService("weather", in: "main", leaving: "DRAINING")
    #expect(try await status() == "DRAINING")
    #expect(try await stage.ecs.serviceARNs(in: "main") == [])
    stage.aws.deleteService("weather", in: "main")
    #expect(try await status() == "INACTIVE")
    stage.aws.deleteService("weather", in: "main", leaving: nil)
    #expect(try await status() == "MISSING")
  }

  @Test(arguments: ["none", "gone"]) func A_cluster_that_is_not_there_or_inactive_is_not_found(name: String)
    async throws
  {
    let stage = Stage()
    stage.aws.putCluster("gone", status: "INACTIVE")
    let error = await #expect(throws: AWSError.self) { try await stage.ecs.serviceARNs(in: name) }
    #expect(error?.code == .clusterNotFound && error?.message == "Cluster not found.")
    let described = try await stage.ecs.clusters([name])
    #expect(
      described.items.map(\.status) + described.failures.map { $0.reason ?? "" } == [
        name == "gone" ? "INACTIVE" : "MISSING"
      ])
  }

  @Test func An_ARN_of_another_cluster_is_refused() async throws {
    let stage = Stage()
    stage.aws.putCluster("main")
    let other = stage.aws.putService("weather", in: "other")
    let error = await #expect(throws: AWSError.self) { try await stage.ecs.services([other], in: "main") }
    #expect(error?.message == "Invalid identifier: Identifier is for cluster other. Your cluster is main")
  }

  @Test func An_ARN_of_another_account_is_missing() async throws {
    let stage = Stage()
    stage.aws.putService("weather", in: "main")
    let other = Place(account: "210987654321").service("weather", in: "main")
    let described = try await stage.ecs.services([other], in: "main")
    #expect(described.items.isEmpty && described.failures.map(\.arn) == [other])
  }

  @Test func A_service_can_be_altered() async throws {
    let stage = Stage()
    stage.aws.putService("weather", in: "main")
    let group = stage.aws.putTargetGroup("weather")
    stage.aws.alterService("weather", in: "main") { $0.loadBalancers = [group] }
    #expect(try await stage.ecs.services(["weather"], in: "main").items.first?.loadBalancers == [group])
  }
}
