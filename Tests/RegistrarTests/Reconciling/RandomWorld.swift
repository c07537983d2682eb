import Synchronization
import Timing

@testable import AWS
@testable import AWSDouble
@testable import Registrar

/// A cluster, load balancers and other people, all of whom do things by chance; and what must be true of the zone.
///
/// The rules are written from what a person expects of the zone, not from how the registrar works it out.
final class RandomWorld: Sendable {
  private static let serviceNames = ["weather", "Weather", "stock-price", "twitch", "TWITCH", "my_app", "portal"]
  private static let labels = ["weather", "stock-price", "twitch", "my_app", "portal", "elsewhere"]
  private static let balancerNames = ["a", "b", "c"]

  private struct State {
    var random: SplitMix64
    var trace: [String] = []
    var pending: [[UInt8]] = []
    /// Records that are none of the registrar's.
    var foreign: Set<ZoneRecords> = []
    /// Somebody has written while the registrar was at work.
    var isRace = false
    var violation: String?
  }

  let stage: Stage
  private let state: Mutex<State>

  init(seed: UInt64) {
    stage = Stage { $0.credentials = nil }
    state = Mutex(State(random: SplitMix64(seed: seed)))
  }

  var trace: String { state.withLock { $0.trace.joined(separator: "\n") } }
  var violation: String? { state.withLock(\.violation) }

  private func draw(below limit: Int) -> Int { state.withLock { Int.random(in: 0..<limit, using: &$0.random) } }
  private func pick<Item>(_ items: [Item]) -> Item { items[draw(below: items.count)] }
  private func note(_ text: String) { state.withLock { $0.trace.append(text) } }

  // MARK: What happens

  /// Something happens in the account.
  func act() {
    switch draw(below: 12) {
    case 0...3: putService()
    case 4, 5: removeService()
    case 6: changeBalancer()
    case 7, 8: meddle()
    case 9: putOther()
    default: changeGroup()
    }
  }

  /// An event that the registrar is to be handed: a new one, an old one, one that came already, or one of nothing.
  func event() -> [UInt8] {
    let pending = state.withLock(\.pending)
    guard !pending.isEmpty, draw(below: 6) > 0 else {
      return pick([EventFixtures().schedule(), Array("{}".utf8), EventFixtures().calledElsewhere(.createService)])
    }
    let index = draw(below: pending.count)
    if draw(below: 3) > 0 { state.withLock { _ = $0.pending.remove(at: index) } }
    return pending[index]
  }

  private func putService() {
    let name = pick(Self.serviceNames)
    let balancers = (0..<draw(below: 4)).map { _ in
      draw(below: 4) == 0
        ? ECSLoadBalancer(loadBalancerName: pick(Self.balancerNames))
        : ECSLoadBalancer(targetGroupArn: stage.aws.place.targetGroup(pick(Self.balancerNames)))
    }
    stage.aws.putService(name, in: "main", loadBalancers: balancers)
    note("service \(name) behind \(balancers.map { $0.loadBalancerName ?? $0.targetGroupArn ?? "" })")
    told(pick([.createService, .updateService]), name)
  }

  private func removeService() {
    let name = pick(Self.serviceNames)
    let status = pick(["DRAINING", "INACTIVE", nil])
    stage.aws.deleteService(name, in: "main", leaving: status)
    note("service \(name) goes: \(status ?? "MISSING")")
    told(.deleteService, name)
  }

  private func told(_ call: EventFixtures.Call, _ service: String) {
    let events = EventFixtures()
    let event = pick([
      events.called(call, service: service, cluster: "main", as: .name),
      events.called(call, service: service, cluster: "main", as: .arn),
      events.called(call, service: service, cluster: "other"), events.refused(call, service: service, cluster: "main"),
      events.deployment(service: service, cluster: "main"), events.action(service: service, cluster: "main"),
    ])
    state.withLock { $0.pending.append(event) }
  }

  private func changeBalancer() {
    let name = pick(Self.balancerNames)
    switch draw(below: 4) {
    case 0: stage.aws.removeLoadBalancer(stage.aws.place.loadBalancer(name))
    case 1: stage.aws.putLoadBalancer(name, state: pick(["active", "failed", "provisioning"]))
    case 2: stage.aws.removeClassicLoadBalancer(name)
    default: stage.aws.putClassicLoadBalancer(name, dnsName: "Classic-\(name).eu-west-1.elb.amazonaws.com")
    }
    note("load balancer \(name) changes")
  }

  private func changeGroup() {
    let name = pick(Self.balancerNames)
    guard draw(below: 4) > 0 else {
      stage.aws.removeTargetGroup(stage.aws.place.targetGroup(name))
      return note("target group \(name) goes")
    }
    let behind = (0..<draw(below: 3)).map { _ in stage.aws.putLoadBalancer(pick(Self.balancerNames)) }
    stage.aws.putTargetGroup(name, behind: Array(Set(behind)))
    note("target group \(name) behind \(behind.count)")
  }

  // MARK: What others do in the zone

  /// A person writes or deletes records, ours among them.
  private func meddle() {
    // Rather with what is ours.
    let ours = Self.labels.filter { owner($0, in: all) != nil }
    let label = draw(below: 3) == 0 || ours.isEmpty ? pick(Self.labels) : pick(ours)
    let (name, mark) = ("\(label).ecs.internal.", "_registrar.\(label).ecs.internal.")
    let zone = Stage.zoneID
    switch draw(below: 7) {
    case 0:
      for type in ["A", "TXT"] { stage.aws.remove(type, name, in: zone) }
      stage.put("CNAME", name, pick(["mine.example.com", Stage.dns("a"), Stage.dns("b")]), ttl: pick([5, 60]))
    case 1:
      stage.aws.remove("CNAME", name, in: zone)
      stage.put("A", name, "10.0.0.1")
    case 2: for type in ["CNAME", "A", "TXT"] { stage.aws.remove(type, name, in: zone) }
    case 3: stage.aws.remove("TXT", mark, in: zone)
    case 4:
      stage.put("TXT", mark, pick(["\"v=spf1\"", Stage.mark("stranger"), Stage.mark(label)]), ttl: pick([60, 90]))
    case 5: stage.aws.remove("CNAME", name, in: zone)
    default: stage.put("TXT", "free.ecs.internal.", "\"\(draw(below: 9))\"")
    }
    note("others change \(label)")
  }

  /// The registrar of another cluster writes or deletes.
  private func putOther() {
    let label = pick(Self.labels)
    for type in ["CNAME", "A", "TXT"] { stage.aws.remove(type, "\(label).ecs.internal.", in: Stage.zoneID) }
    stage.aws.remove("TXT", "_registrar.\(label).ecs.internal.", in: Stage.zoneID)
    if draw(below: 3) > 0 { stage.putOwned(label, to: "other.example.com", cluster: "other") }
    note("another cluster takes or leaves \(label)")
  }

  // MARK: What must be true

  /// Has the zone watched while the registrar is at work, during which others may do something once.
  func watched(_ work: () async throws -> Void) async -> Bool {
    begin(isRace: false)
    if draw(below: 3) > 0 {
      stage.aws.before("ChangeResourceRecordSets") { [self] in
        check("before others did something")
        note("meanwhile:")
        meddle()
        begin(isRace: true)
      }
    }
    var isDone = true
    do { try await work() } catch { isDone = false }
    stage.aws.state.withLock { $0.interludes = [] }
    check("after the registrar")
    return isDone
  }

  private func begin(isRace: Bool) {
    let foreign = foreign
    state.withLock { ($0.foreign, $0.isRace) = (foreign, isRace) }
  }

  /// Where others were at work meanwhile, a record of theirs may come to stand beside no mark of ours any more.
  private func check(_ moment: String) {
    let now = foreign
    let (before, isRace) = state.withLock { ($0.foreign, $0.isRace) }
    if isRace ? !before.isSubset(of: now) : before != now {
      violate("\(moment): records of others were \(before.map(\.description)), and are \(now.map(\.description))")
    }
  }

  private func violate(_ text: String) {
    state.withLock { $0.violation = $0.violation ?? text }
  }

  private var all: [ZoneRecords] { stage.aws.writtenRecords(in: Stage.zoneID) }

  private func owner(_ label: String, in records: [ZoneRecords]) -> String? {
    let mark = records.first { $0.type == "TXT" && $0.name == "_registrar.\(label).ecs.internal." }
    guard let value = mark?.values.first, value.contains("cluster=main,") else { return nil }
    return value.split(separator: "service=").last?.split(separator: ",").first.map(String.init)
  }

  /// Neither a mark of ours nor a CNAME beside one.
  private var foreign: Set<ZoneRecords> {
    let all = all
    return Set(
      all.filter { record in
        let labels = record.name.dropLast(".ecs.internal.".count).split(separator: ".").map(String.init)
        if labels.first == "_registrar" { return owner(labels.last ?? "", in: all) == nil }
        return record.type != "CNAME" || owner(labels.last ?? "", in: all) == nil
      })
  }

  /// Services that can be found by `label`, in the order of their ARNs, each with where it can be reached.
  private func reachable(_ label: String) -> [(service: String, targets: [String])] {
    let balancing = stage.aws.state.withLock(\.balancing)
    return stage.aws.services(in: "main").sorted { $0.serviceArn < $1.serviceArn }.compactMap { service in
      guard service.serviceName.lowercased() == label, label != "my_app", service.status == "ACTIVE" else { return nil }
      var targets: [String] = []
      for reference in service.loadBalancers {
        if let name = reference.loadBalancerName, let classic = balancing.classic[name] {
          targets.append(classic.dnsName)
        }
        guard let group = balancing.groups[reference.targetGroupArn ?? ""] else { continue }
        targets += group.loadBalancerARNs.sorted().compactMap { balancing.balancers[$0] }
          .filter { $0.state != "failed" }.map(\.dnsName)
      }
      return targets.isEmpty ? nil : (service.serviceName, targets)
    }
  }

  /// What the zone must hold after a reconcile that began with what it holds now.
  func expected() -> Set<ZoneRecords> {
    let all = all
    var expected = foreign
    for label in Self.labels {
      let here = all.filter { $0.name == "\(label).ecs.internal." }
      let mark = all.first { $0.name == "_registrar.\(label).ecs.internal." }
      let recorded = owner(label, in: all)
      let isOurs = recorded != nil && here.allSatisfy { $0.type == "CNAME" }
      guard isOurs || here.isEmpty && mark == nil else { continue }
      let claims = reachable(label)
      guard let winner = claims.first(where: { $0.service == recorded }) ?? claims.first else { continue }
      let target =
        winner.targets.first { $0.lowercased() == here.first?.values.first?.lowercased() } ?? winner.targets[0]
      let isRecorded = here.first?.values.first?.lowercased() == target.lowercased()
      let isRight = isRecorded && here.first?.ttl == 60 && recorded == winner.service && mark?.ttl == 60
      expected.insert(
        ZoneRecords(
          "CNAME", "\(label).ecs.internal.", isRight ? here.first?.values ?? [] : [target]))
      expected.insert(ZoneRecords("TXT", "_registrar.\(label).ecs.internal.", [Stage.mark(winner.service)]))
    }
    return expected
  }

  var records: Set<ZoneRecords> { Set(all) }
}
