-- Health of a MigrationGate, for resource.customizations.health.migrationgate.io_MigrationGate in the
-- ConfigMap argocd-cm. Only what Lua has without libraries is used.
local health = {status = "Progressing", message = "the operator has not looked at it yet"}
local status = obj.status
if status == nil or status.conditions == nil then
  return health
end
if status.observedGeneration ~= obj.metadata.generation then
  health.message = "the operator has not looked at this generation yet"
  return health
end

local found = {}
for _, condition in ipairs(status.conditions) do
  found[condition.type] = condition
end
local ready = found.Ready
if ready == nil then
  return health
end

local function is(name, value)
  return found[name] ~= nil and found[name].status == value
end
local function say(word, condition)
  health.status = word
  health.message = condition.reason .. ": " .. condition.message
  return health
end

-- Nothing goes on before somebody does something.
if is("Stalled", "True") then
  return say("Degraded", found.Stalled)
end
if ready.status == "False" then
  return say("Degraded", ready)
end
if is("Reconciling", "True") then
  return say("Progressing", found.Reconciling)
end
-- It runs, and would not come up again.
if is("WillFailOnRestart", "True") then
  return say("Healthy", found.WillFailOnRestart)
end
-- A CronJob has no pods for most of the time, and pods without the gate run.
return say("Healthy", ready)
