import Chassis
import Testing

@testable import Registrator

/// Environment and labels, tags and metadata.
@Suite struct MetadataTests {
  private func merged(_ environment: [String], _ labels: [String: String] = [:]) -> [String: String] {
    ContainerVariables.merged(environment: environment, labels: labels)
  }

  private func plan(_ variables: [String: String], tags: [String] = []) throws -> RegistrationPlan {
    var rules = RegistrationRules.everything
    rules.tags = tags
    let result = rules.services(of: .running(variables))
    return try #require(result.plans.first, "\(result.faults)")
  }

  @Test func A_label_takes_the_place_of_a_variable_of_the_same_name() {
    #expect(
      merged(["SERVICE_NAME=a", "SERVICE_TAGS=x"], ["SERVICE_NAME": "b"]) == ["SERVICE_NAME": "b", "SERVICE_TAGS": "x"])
    #expect(merged(["SERVICE_Name=a"], ["SERVICE_NAME": "b"]) == ["SERVICE_NAME": "b"])
  }

  @Test func The_value_is_all_behind_the_first_equals_sign() {
    #expect(merged(["SERVICE_80_CHECK_HTTP=/h?a=b"]) == ["SERVICE_80_CHECK_HTTP": "/h?a=b"])
  }

  @Test func Other_variables_and_labels_are_none_of_the_registrator_s() {
    #expect(merged(["PATH=/bin", "SERVICE_NAME", "service_name=a"], ["com.example": "x", "NAME": "y"]) == [:])
  }

  @Test func An_empty_label_takes_a_variable_away() throws {
    let variables = merged(["SERVICE_NAME=a"], ["SERVICE_NAME": ""])
    #expect(try plan(variables).service.name == "web")
  }

  @Test(arguments: [
    ("http", ["http"]), ("a, b,,c,", ["a", "b", "c"]), (#"a\,b,c"#, ["a,b", "c"]), ("", []),
  ])
  func Tags_are_separated_by_commas_and_a_backslash_takes_one_into_the_tag(text: String, tags: [String]) throws {
    #expect(try plan(["SERVICE_TAGS": text]).service.tags == tags)
  }

  @Test func Tags_of_the_registrator_come_after_those_of_the_container() throws {
    #expect(try plan(["SERVICE_TAGS": "a", "SERVICE_80_TAGS": "b"], tags: ["all"]).service.tags == ["b", "all"])
  }

  @Test func Everything_else_is_metadata_checks_included() throws {
    let meta = try plan([
      "SERVICE_REGION": "eu", "SERVICE_80_VERSION": "2", "SERVICE_81_X": "y", "SERVICE_CHECK_TCP": "1",
      "SERVICE_NAME": "n", "SERVICE_TAGS": "t", "SERVICE_ID": "i",
    ]).service.meta
    #expect(
      meta.filter { !$0.key.hasPrefix("registrator-") } == ["region": "eu", "version": "2", "check_tcp": "1"])
  }

  @Test func What_is_called_a_secret_is_not_published() throws {
    #expect(try plan(["SERVICE_DB_PASSWORD": "x"]).service.meta["db_password"] == nil)
  }

  @Test func The_mark_says_whose_entry_it_is() throws {
    let meta = try plan(["SERVICE_REGISTRATOR-HOST": "forged"]).service.meta
    #expect(meta[RegistrationMark.host] == "host" && meta[RegistrationMark.container] == "c1")
  }

  @Test func More_metadata_than_Consul_keeps_is_told() {
    for count in [62, 65] {
      let variables = Dictionary(uniqueKeysWithValues: (0..<count).map { ("SERVICE_A\($0)", "x") })
      let result = RegistrationRules.everything.services(of: .running(variables))
      #expect(result.plans == [] && result.faults.count == 1)
    }
    let variables = Dictionary(uniqueKeysWithValues: (0..<61).map { ("SERVICE_A\($0)", "x") })
    #expect(RegistrationRules.everything.services(of: .running(variables)).plans.count == 1)
  }
}
