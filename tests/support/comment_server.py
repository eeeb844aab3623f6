"""The part of GitHub's API that ci/github/comment uses: comment_server.py FOLDER

FOLDER/state.json: {"pulls": [...], "comments": {"7": [...]}, "fail": "METHOD path" or null}. What is written is put
into it, and a line a request into FOLDER/log. The port is written to FOLDER/port."""
import json
import os
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, HTTPServer

folder = sys.argv[1]
state_file = os.path.join(folder, "state.json")


class Api(BaseHTTPRequestHandler):
    def log_message(self, *ignored):
        pass

    def answer(self, code, value):
        data = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle_one(self, method):
        with open(state_file, encoding="utf-8") as file:
            state = json.load(file)
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        path = url.path.removeprefix("/repos/acme/shop/")
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        with open(os.path.join(folder, "log"), "a", encoding="utf-8") as file:
            file.write(f"{method} {path}\n")
        if self.headers.get("authorization") != "Bearer secret":
            return self.answer(401, {"message": "Bad credentials"})
        if state["fail"] == f"{method} {path}":
            return self.answer(500, {"message": "Server Error"})
        parts = path.split("/")
        if method == "GET" and path == "pulls":
            wanted = [each for each in state["pulls"] if each["head"]["label"] == query["head"]]
            return self.answer(200, wanted)
        if parts[0] == "issues" and parts[-1] == "comments":
            comments = state["comments"].setdefault(parts[1], [])
            if method == "GET":
                page = int(query["page"])
                return self.answer(200, comments[(page - 1) * 100:page * 100])
            comments.append({"id": 9000 + len(comments), "user": {"login": "github-actions[bot]"}, **json.loads(body)})
        elif method == "PATCH" and parts[:2] == ["issues", "comments"]:
            for comments in state["comments"].values():
                for each in comments:
                    if str(each["id"]) == parts[2]:
                        each.update(json.loads(body))
        else:
            return self.answer(404, {"message": "Not Found"})
        with open(state_file, "w", encoding="utf-8") as file:
            json.dump(state, file)
        return self.answer(200, {})

    def do_GET(self):
        self.handle_one("GET")

    def do_POST(self):
        self.handle_one("POST")

    def do_PATCH(self):
        self.handle_one("PATCH")


server = HTTPServer(("127.0.0.1", 0), Api)
with open(os.path.join(folder, "port.part"), "w", encoding="utf-8") as file:
    file.write(str(server.server_port))
os.rename(os.path.join(folder, "port.part"), os.path.join(folder, "port"))
server.serve_forever()
