import Testing

@testable import Demo

@Suite struct InstanceLifeTests {
  private func life(_ actions: InstanceAction..., healthy: Bool = true) -> InstanceLife {
    var life = InstanceLife()
    if healthy { _ = life.becameHealthy() }
    for action in actions { _ = life.take(action) }
    return life
  }

  @Test func An_instance_starts_and_runs_once_it_is_well() {
    #expect(life(healthy: false).state == .starting)
    #expect(life().state == .running)
    var running = life()
    let isNews = running.becameHealthy()
    #expect(!isNews)
  }

  @Test(
    arguments: [
      ([], .running, [.stop, .kill, .pause, .slow]), ([.pause], .paused, [.stop, .kill, .resume, .slow]),
      ([.slow], .slow, [.stop, .kill, .resume, .pause]), ([.pause, .resume], .running, [.stop, .kill, .pause, .slow]),
      ([.slow, .pause], .paused, [.stop, .kill, .resume, .slow]), ([.stop], .stopping, [.kill]),
      ([.kill], .stopping, []), ([.pause, .stop], .stopping, [.kill]), ([.stop, .kill], .stopping, []),
    ] as [([InstanceAction], InstanceState, [InstanceAction])])
  func Each_state_has_its_actions(taken: [InstanceAction], state: InstanceState, actions: [InstanceAction]) {
    var life = life()
    for action in taken { _ = life.take(action) }
    #expect(life.state == state && life.actions == actions)
    for action in InstanceAction.allCases where !actions.contains(action) {
      let before = life
      let isPossible = life.take(action)
      #expect(!isPossible)
      #expect(life == before)
    }
  }

  @Test func An_end_that_was_asked_for_stays_one_and_says_how_it_was_asked_for() {
    var stopped = life(.stop)
    let stoppedEnd = stopped.ended()
    #expect(stoppedEnd == .asked)
    #expect(stopped.state == .stopped && stopped.actions == [.start])
    var killed = life(.kill)
    let killedEnd = killed.ended()
    #expect(killedEnd == .asked)
    #expect(killed.state == .ended && killed.actions == [.start])
    var killedWhileStopping = life(.stop, .kill)
    let killedWhileStoppingEnd = killedWhileStopping.ended()
    #expect(killedWhileStoppingEnd == .asked)
    #expect(killedWhileStopping.state == .ended)
  }

  @Test(arguments: [[], [.pause], [.slow]] as [[InstanceAction]])
  func An_end_that_nobody_asked_for_is_told_apart(taken: [InstanceAction]) {
    var life = life()
    for action in taken { _ = life.take(action) }
    let first = life.ended()
    #expect(first == .unasked && life.state == .ended)
    _ = life.take(.start)
    #expect(life.state == .starting)
    let second = life.ended()
    #expect(second == .unasked)
  }

  @Test func One_that_was_killed_and_started_again_is_as_new() {
    var life = life(.kill)
    _ = life.ended()
    _ = life.take(.start)
    _ = life.becameHealthy()
    #expect(life == self.life())
  }
}
