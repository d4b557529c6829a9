-- ask.lua: wrk asks the lines of $ASK (paths) in turn, and says as one line of JSON what came of it.
--	NAME	of the row		RATE	requests a second that are begun whether or not others have their answers,
--					as long as a connection is free; none: each connection's at once
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
	sent, ok, busy, unsaid, other = 0, 0, 0, 0, 0
end

function request()
	at = at % n + 1
	sent = sent + 1
	return paths[at]
end

if os.getenv("RATE") then
	local ffi = require("ffi")
	ffi.cdef("typedef struct { long s, ns; } cee_time; int clock_gettime(int, cee_time *);")
	local t, every, due = ffi.new("cee_time"), 1000 / tonumber(os.getenv("RATE")), nil
	function delay() -- milliseconds until the next one is due; a connection asks when it is free
		ffi.C.clock_gettime(1, t)
		local now = tonumber(t.s) * 1000 + tonumber(t.ns) / 1e6
		due = due or now
		local wait = math.max(0, due - now)
		due = due + every
		return math.floor(wait + 0.5)
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
	local counts = { sent = 0, ok = 0, busy = 0, unsaid = 0, other = 0 }
	for _, t in ipairs(threads) do
		for k in pairs(counts) do
			counts[k] = counts[k] + (t:get(k) or 0)
		end
	end
	local e = summary.errors
	io.write(string.format('{"name":"%s","connections":%s,"requests":%d,"seconds":%.3f,"p50_us":%d,"p99_us":%d,"max_us":%d,' ..
		'"bytes":%d,"sent":%d,"failed":%d,"timeouts":%d,"socket_errors":%d,"ok":%d,"busy":%d,"busy_without_retry":%d,"other":%d}\n',
		os.getenv("NAME"), os.getenv("CONNECTIONS"), summary.requests, summary.duration / 1e6,
		latency:percentile(50), latency:percentile(99), latency.max, summary.bytes, counts.sent, e.status, e.timeout,
		e.connect + e.read + e.write, counts.ok, counts.busy, counts.unsaid, counts.other))
end
