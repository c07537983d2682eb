-- What wrk sends, by the first argument: get, close, pipeline or upload. At the end one line of figures for the driver.
function init(args)
  local kind = args[1] or "get"
  if kind == "close" then
    wrk.headers["Connection"] = "close"
  elseif kind == "upload" then
    wrk.method = "POST"
    wrk.body = string.rep("x", 1024 * 1024)
  elseif kind == "pipeline" then
    local batch = string.rep(wrk.format(), 16)
    request = function() return batch end
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("figures requests=%d microseconds=%d p50=%d p99=%d failed=%d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
