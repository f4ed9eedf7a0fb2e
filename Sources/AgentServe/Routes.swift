/// All that is answered. `/openapi.json` describes the same rows.
package enum Routes {
  /// What is always there.
  package static let core: [Route] =
    StateRoutes.all + SessionRoutes.all + WakeRoutes.all + TurnRoutes.all + EventRoutes.all
}
