-- cee.lua: runs for files of the site: addresses that pages had before, then the build's compressed copies.
local r = lighty.r
local path = r.req_attr["physical.path"]
local url = r.req_attr["uri.path"]

-- Lines "from to", beside public/.
local moved = r.req_attr["physical.doc-root"]:gsub("/$", "") .. "/../redirects.map"
local map = lighty.c.stat(moved)
if map and map.st_size > 0 then
	for line in io.lines(moved) do
		local from, to = line:match("^(%S+) (%S+)$")
		if from == url then
			r.resp_header["Location"] = to
			return 301
		end
	end
end

-- What the responder answers is no file, but for the pages that stand in for it.
for _, dynamic in ipairs({ "^/find/", "^/account/", "^/api/" }) do
	if url:find(dynamic) and not url:find("index%.html$") then
		return 0
	end
end
if r.req_attr["request.method"] ~= "GET" and r.req_attr["request.method"] ~= "HEAD" then
	return 0
end
if path:sub(-1) == "/" then
	path = path .. "index.html"
end
local file = lighty.c.stat(path)
if not file or not file.is_file then
	return 0
end
if not url:find("^/assets/") then
	r.resp_header["Cache-Control"] = "no-cache"
end

-- A copy is taken when the browser names its coding and does not refuse it.
local accepts = "," .. (r.req_header["Accept-Encoding"] or ""):gsub("%s", "") .. ","
local copies = { { "br", ".br" }, { "gzip", ".gz" } }
local varies = false
for _, copy in ipairs(copies) do
	if lighty.c.stat(path .. copy[2]) then
		varies = true
		local quality = accepts:match("," .. copy[1] .. "(;?[^,]*),")
		if quality and not quality:find("q=0%.?0*$") then
			r.resp_header["Content-Type"] = file["content-type"]
			r.resp_header["Content-Encoding"] = copy[1]
			path = path .. copy[2]
			break
		end
	end
end
if varies then
	r.resp_header["Vary"] = "Accept-Encoding"
end
r.req_attr["physical.path"] = path
return 0
