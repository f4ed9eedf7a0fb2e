import AgentCLI

extension UserUnits {
  func isActive(_ unit: String) -> Bool { (try? systemctl("is-active", "--quiet", unit)) == true }
}
