/*
 * Who calls a server shows nothing of one: an HTTP client that looks at statuses, a generated SDK
 * with its errors, a double of somebody else's server. In every ecosystem, over the capabilities
 * that only a server can show.
 */
#include <string.h>

#include "done/profile.h"
#include "support.h"

static const char *const of_servers[] = {"input-validation", "health", "api-description"};

/* clang-format off */
static const struct {
	const char *ecosystem, *kind, *path, *text;
} clients[] = {
	{"go", "client", "client.go",
	 "package orders\n"
	 "import \"net/http\"\n"
	 "func (c *Client) Get(id string) (*Order, error) {\n"
	 "	resp, err := c.http.Get(c.base + \"/health\")\n"
	 "	if err != nil { return nil, fmt.Errorf(\"get: %w\", err) }\n"
	 "	switch resp.StatusCode {\n"
	 "	case http.StatusBadRequest:\n"
	 "		return nil, ErrBadRequest\n"
	 "	case http.StatusUnprocessableEntity:\n"
	 "		return nil, ErrInvalid\n"
	 "	}\n"
	 "	if resp.StatusCode == http.StatusBadRequest { return nil, ErrBadRequest }\n"
	 "	if status.Code(err) == codes.InvalidArgument { return nil, ErrInvalid }\n"
	 "	return nil, nil\n"
	 "}\n"},
	{"go", "sdk", "sdk.go",
	 "package orders\n"
	 "import \"net/http\"\n"
	 "var ErrBadRequest = &Error{Code: \"bad_request\"}\n"
	 "func IsBadRequest(err error) bool { return statusOf(err) == http.StatusBadRequest }\n"
	 "func (a *HealthApi) Health(ctx context.Context) error { return a.client.Do(\"GET\", \"/health\") }\n"
	 "type BadRequestError struct { Status int }\n"},
	{"go", "double", "double.go",
	 "package orders\n"
	 "import \"github.com/jarcoal/httpmock\"\n"
	 "func stub() {\n"
	 "	httpmock.RegisterResponder(\"GET\", \"/health\", httpmock.NewStringResponder(400, \"\"))\n"
	 "	gock.New(base).Get(\"/healthz\").Reply(422)\n"
	 "}\n"},
	{"node", "client", "client.js",
	 "const res = await fetch(`${base}/health`)\n"
	 "if (res.status === 400) throw new Error('bad request')\n"
	 "if (res.status === 422) return null\n"
	 "await axios.get('/healthz')\n"
	 "axios.interceptors.response.use(r => r, e => { if (e.response.status === 400) return retry(e) })\n"
	 "const ok = [400, 422].includes(res.status)\n"},
	{"node", "sdk", "sdk.js",
	 "export class BadRequestError extends ApiError { constructor(body) { super(400, body) } }\n"
	 "export class UnprocessableEntityError extends ApiError { constructor(body) { super(422, body) } }\n"
	 "switch (response.status) {\n"
	 "case 400: throw new BadRequestError(body)\n"
	 "case 422: throw new UnprocessableEntityError(body)\n"
	 "}\n"
	 "export const getHealth = () => request({ url: '/health', method: 'GET' })\n"},
	{"node", "double", "double.js",
	 "nock(base).get('/health').reply(200)\n"
	 "nock(base).post('/orders').reply(400, { message: m })\n"
	 "mock.onPost('/orders').reply(422)\n"
	 "fetchMock.get('/healthz', 200).post('/orders', 400)\n"},
	{"python", "client", "client.py",
	 "import requests\n"
	 "r = requests.get(f\"{base}/health\", timeout=5)\n"
	 "if r.status_code == 400:\n"
	 "    raise OrderError(r.text)\n"
	 "elif r.status_code == 422:\n"
	 "    return None\n"
	 "r.raise_for_status()\n"
	 "ok = httpx.get(\"/healthz\").status_code in (400, 422)\n"},
	{"python", "sdk", "sdk.py",
	 "class BadRequestException(ApiException):\n"
	 "    status = 400\n"
	 "class UnprocessableEntityException(ApiException):\n"
	 "    status = 422\n"
	 "if http_resp.status == 400:\n"
	 "    raise BadRequestException(http_resp=http_resp, body=body)\n"
	 "def get_health(self): return self.api_client.call_api('/health', 'GET')\n"},
	{"python", "double", "double.py",
	 "import responses\n"
	 "responses.add(responses.GET, 'http://orders/health', status=200)\n"
	 "responses.add(responses.POST, 'http://orders/orders', status=400)\n"
	 "requests_mock.get('/health', status_code=400)\n"
	 "respx.post('/orders').mock(return_value=httpx.Response(422))\n"},
	{"jvm", "client", "Client.java",
	 "class Client {\n"
	 "	Order get(String id) {\n"
	 "		HttpResponse<String> r = http.send(HttpRequest.newBuilder(URI.create(base + \"/health\")).build(), ofString());\n"
	 "		if (r.statusCode() == 400) { throw new OrderClientException(r.body()); }\n"
	 "		if (e.getStatusCode() == HttpStatus.BAD_REQUEST) { return null; }\n"
	 "		return webClient.get().uri(\"/healthz\").retrieve().onStatus(HttpStatus.BAD_REQUEST::equals, x -> null).bodyToMono(Order.class).block();\n"
	 "	}\n"
	 "	boolean isBad(HttpClientErrorException e) { return e.getStatusCode().equals(HttpStatus.BAD_REQUEST); }\n"
	 "}\n"},
	{"jvm", "sdk", "ErrorDecoder.java",
	 "class ErrorDecoder {\n"
	 "	Exception decode(Response response) {\n"
	 "		switch (response.status()) {\n"
	 "		case 400: return new BadRequestException(response.reason());\n"
	 "		case 422: return new UnprocessableEntityException(response.reason());\n"
	 "		}\n"
	 "		return null;\n"
	 "	}\n"
	 "	@GET(\"/health\") Call<Health> health();\n"
	 "	@RequestLine(\"GET /health\") Health getHealth();\n"
	 "}\n"},
	{"jvm", "double", "Double.java",
	 "class Double {\n"
	 "	void stub() {\n"
	 "		stubFor(get(urlEqualTo(\"/health\")).willReturn(aResponse().withStatus(400)));\n"
	 "		server.enqueue(new MockResponse().setResponseCode(422));\n"
	 "		mockServer.expect(requestTo(\"/health\")).andRespond(withStatus(HttpStatus.BAD_REQUEST));\n"
	 "		when(client.get()).thenReturn(ResponseEntity.status(HttpStatus.BAD_REQUEST).build());\n"
	 "	}\n"
	 "}\n"},
	{"dotnet", "client", "Client.cs",
	 "class Client {\n"
	 "	async Task<Order> Get(string id) {\n"
	 "		var r = await http.GetAsync(\"/health\");\n"
	 "		if (r.StatusCode == HttpStatusCode.BadRequest) throw new OrderClientException(r.ReasonPhrase);\n"
	 "		if ((int)r.StatusCode == 422) return null;\n"
	 "		return r.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity ? null : await Read(r);\n"
	 "	}\n"
	 "}\n"},
	{"dotnet", "sdk", "ApiClient.cs",
	 "public class ApiClient {\n"
	 "	public async Task<Health> GetHealthAsync() { return await Send(new HttpRequestMessage(HttpMethod.Get, \"/health\")); }\n"
	 "	void Check(int status_) {\n"
	 "		if (status_ == 400) { throw new ApiException<ProblemDetails>(\"Bad Request\", status_, text, headers, body, null); }\n"
	 "		switch (status) { case HttpStatusCode.BadRequest: throw new BadRequestException(text); }\n"
	 "	}\n"
	 "	[Get(\"/health\")] Task<Health> Health();\n"
	 "}\n"},
	{"dotnet", "double", "Double.cs",
	 "class Double {\n"
	 "	void Stub() {\n"
	 "		server.Given(Request.Create().WithPath(\"/health\").UsingGet()).RespondWith(Response.Create().WithStatusCode(400));\n"
	 "		handler.Setup(h => h.Send()).Returns(new HttpResponseMessage(HttpStatusCode.BadRequest));\n"
	 "		mockHttp.When(\"/health\").Respond(HttpStatusCode.UnprocessableEntity);\n"
	 "	}\n"
	 "}\n"},
	{"rust", "client", "client.rs",
	 "async fn get(&self) -> Result<Order, Error> {\n"
	 "    let r = self.http.get(format!(\"{}/health\", self.base)).send().await?;\n"
	 "    if r.status() == StatusCode::BAD_REQUEST { return Err(Error::Rejected); }\n"
	 "    match r.status() {\n"
	 "        StatusCode::BAD_REQUEST => Err(Error::Rejected),\n"
	 "        StatusCode::UNPROCESSABLE_ENTITY => Err(Error::Invalid),\n"
	 "        _ => Ok(r.json().await?),\n"
	 "    }\n"
	 "}\n"},
	{"rust", "double", "double.rs",
	 "async fn stub(server: &MockServer) {\n"
	 "    Mock::given(method(\"GET\")).and(path(\"/health\")).respond_with(ResponseTemplate::new(400)).mount(server).await;\n"
	 "    server.mock(|when, then| { when.path(\"/health\"); then.status(422); });\n"
	 "}\n"},
	{"php", "client", "Client.php",
	 "<?php\n"
	 "$r = $client->request('GET', '/health');\n"
	 "if ($r->getStatusCode() === 400) { throw new OrderClientException($r->getBody()); }\n"
	 "if ($e->getCode() == 422) { return null; }\n"
	 "$ok = in_array($r->getStatusCode(), [400, 422]);\n"
	 "switch ($r->getStatusCode()) { case 400: throw new BadRequestException($body); }\n"},
	{"php", "double", "Double.php",
	 "<?php\n"
	 "$mock = new MockHandler([new Response(400, [], 'x'), new Response(422)]);\n"
	 "Http::fake(['*/health' => Http::response([], 400)]);\n"},
	{"ruby", "client", "client.rb",
	 "res = Faraday.get(\"#{base}/health\")\n"
	 "raise OrderError, res.body if res.status == 400\n"
	 "case res.status\n"
	 "when 400 then raise BadRequest, res.body\n"
	 "when 422 then raise UnprocessableEntity, res.body\n"
	 "end\n"
	 "HTTParty.get('/healthz')\n"},
	{"ruby", "double", "double.rb",
	 "stub_request(:get, 'http://orders/health').to_return(status: 400)\n"
	 "allow(client).to receive(:get).and_return(double(status: 422))\n"},
	{"elixir", "client", "client.ex",
	 "defmodule Orders.Client do\n"
	 "  def get(id) do\n"
	 "    case HTTPoison.get(base() <> \"/health\") do\n"
	 "      {:ok, %{status_code: 400, body: body}} -> {:error, body}\n"
	 "      {:ok, %{status_code: 422}} -> {:error, :invalid}\n"
	 "      {:ok, %Tesla.Env{status: 400}} -> {:error, :bad_request}\n"
	 "    end\n"
	 "  end\n"
	 "end\n"},
	{"elixir", "double", "double.ex",
	 "defmodule Orders.Double do\n"
	 "  def stub(bypass) do\n"
	 "    Tesla.Mock.mock(fn %{url: \"/health\"} -> %Tesla.Env{status: 400} end)\n"
	 "    Bypass.expect(bypass, \"GET\", \"/health\", fn conn -> conn end)\n"
	 "  end\n"
	 "end\n"},
	{"cpp", "client", "client.cpp",
	 "httplib::Client cli(base);\n"
	 "auto res = cli.Get(\"/health\");\n"
	 "if (res->status == 400) { throw OrderError(res->body); }\n"
	 "if (response.status_code() == status_codes::BadRequest) { return; }\n"
	 "switch (code) { case 400: return Error::Rejected; case 422: return Error::Invalid; }\n"
	 "curl_easy_setopt(curl, CURLOPT_URL, \"http://orders/healthz\");\n"},
};
/* clang-format on */

static void try_group(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    struct done_source *source, const struct done_row_group *group, const char *kind)
{
	for (size_t i = 0; i < group->rows.nr; i++) {
		const struct done_row *row = &group->rows.items[i];
		struct done_row_match match;
		struct done_error err = {0};

		assert_success(
		    done_row_in_source(arena, ecosystem, row, source, &match, &err), err);
		if (match.nr)
			fail_msg("%s, %s: %s is met by line %d of the file: %s:%d: %s",
			    ecosystem->id, kind, group->name, row->place.line, source->path,
			    match.line, match.match);
	}
}

static bool is_of_servers(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(of_servers); i++) {
		if (!strcmp(name, of_servers[i]))
			return true;
	}
	return false;
}

static void test_clients__show_nothing_of_a_server(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	for (size_t i = 0; TEST_EACH(clients, i, clients[i].kind); i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(&ecosystems, clients[i].ecosystem);
		struct done_bytes text = {clients[i].text, strlen(clients[i].text)};
		struct done_source source;

		assert_non_null(ecosystem);
		done_source_make(&arena, ecosystem, clients[i].path, text, &source);
		for (size_t j = 0; j < ecosystem->capabilities.nr; j++) {
			const struct done_row_group *group = &ecosystem->capabilities.items[j];

			if (is_of_servers(group->name))
				try_group(&arena, ecosystem, &source, group, clients[i].kind);
		}
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

/* Every ecosystem has a client and a double. */
static void test_clients__are_of_every_ecosystem(void **state)
{
	static const char *const kinds[] = {"client"};
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	for (size_t i = 0; i < ecosystems.nr; i++) {
		size_t nr = 0;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(clients); j++)
			nr += !strcmp(clients[j].ecosystem, ecosystems.items[i].id) &&
			    !strcmp(clients[j].kind, kinds[0]);
		if (!nr)
			fail_msg("%s has no client in the table", ecosystems.items[i].id);
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_clients__show_nothing_of_a_server),
	    cmocka_unit_test(test_clients__are_of_every_ecosystem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
