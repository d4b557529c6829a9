-- ask.lua: wrk asks the lines of $ASK (paths) in turn, and says as one line of JSON what came of it.
--	NAME	of the row		PACE	milliseconds between a connection's requests; none: at once
local paths, n, at = {}, 0, 0
local threads = {}

function setup(thread)
	thread:set("id", #threads)
	table.insert(threads, thread)
end

function init(args)
	for line in io.lines(os.getenv("ASK")) do
		n = n + 1
		paths[n] = wrk.format("GET", line)
	end
	at = id * 7919 % n
	ok, busy, unsaid, other = 0, 0, 0, 0
	if os.getenv("PACE") then
		math.randomseed(id + 1)
		first = true
	end
end

function request()
	at = at % n + 1
	return paths[at]
end

if os.getenv("PACE") then
	local pace = tonumber(os.getenv("PACE"))
	local started = 0
	function delay() -- the first of each connection is spread over the first period
		return math.random(pace * 0.5, pace * 1.5)
	end
	function response(status, headers)
		if status == 200 then
			ok = ok + 1
		elseif status == 503 then
			busy = busy + 1
			if not headers["Retry-After"] then
				unsaid = unsaid + 1
			end
		else
			other = other + 1
		end
	end
end

function done(summary, latency)
	local counts = { ok = 0, busy = 0, unsaid = 0, other = 0 }
	for _, t in ipairs(threads) do
		for k in pairs(counts) do
			counts[k] = counts[k] + (t:get(k) or 0)
		end
	end
	local e = summary.errors
	io.write(string.format('{"name":"%s","connections":%s,"requests":%d,"seconds":%.3f,"p50_us":%d,"p99_us":%d,"max_us":%d,' ..
		'"bytes":%d,"failed":%d,"timeouts":%d,"socket_errors":%d,"ok":%d,"busy":%d,"busy_without_retry":%d,"other":%d}\n',
		os.getenv("NAME"), os.getenv("CONNECTIONS"), summary.requests, summary.duration / 1e6,
		latency:percentile(50), latency:percentile(99), latency.max, summary.bytes, e.status, e.timeout,
		e.connect + e.read + e.write, counts.ok, counts.busy, counts.unsaid, counts.other))
end
