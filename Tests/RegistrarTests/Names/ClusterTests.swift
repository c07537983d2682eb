import Testing

@testable import Registrar

@Suite struct ClusterTests {
  private let identity = ClusterIdentity(account: "123456789012", region: "eu-west-1", cluster: "main")

  @Test(arguments: [
    ("main", true), ("arn:aws:ecs:eu-west-1:123456789012:cluster/main", true), ("Main", false), ("other", false),
    ("arn:aws:ecs:eu-west-1:123456789012:cluster/other", false),
    ("arn:aws:ecs:us-east-1:123456789012:cluster/main", false),
    ("arn:aws:ecs:eu-west-1:999999999999:cluster/main", false),
  ])
  func A_cluster_is_meant_by_its_name_or_its_ARN(text: String, isMeant: Bool) throws {
    #expect(identity.isMeant(by: try #require(ClusterReference(text))) == isMeant)
  }

  @Test(arguments: [
    "", "a b", "a/b", "arn:", "arn:aws:ecs:eu-west-1:1:service/main/x", "arn:aws:ecs:eu-west-1:1:cluster/",
  ])
  func Other_texts_name_no_cluster(text: String) {
    #expect(ClusterReference(text) == nil)
  }

  @Test func The_resource_of_an_ARN_may_have_colons_and_slashes() throws {
    let arn = try #require(ARN("arn:aws-cn:ecs:cn-north-1:1:service/main/a:b"))
    #expect(arn.path == ["service", "main", "a:b"])
    #expect(arn.partition == "aws-cn")
  }
}
