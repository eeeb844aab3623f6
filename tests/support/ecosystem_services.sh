#!/bin/sh
# Writes to DIR/services one small real service for every ecosystem, with everything that the
# bronze tier of preset:backend asks for. Run by tests/e2e/every_ecosystem.bats and junk.bats.
#
#   ecosystem_services.sh DIR [WITHOUT [gone | comment | string | import]]
#
# A line "X|text" belongs to piece X and is left out where WITHOUT names X ("XY|text": or Y), or
# stands there as a comment or as a string (import: only what imports stays); "-X|text" stands in its place then. The pieces: S serving,
# L logger, V validation, E error handling, H health route, R the command that runs it.
set -eu

usage() {
  echo "usage: ecosystem_services.sh DIR [WITHOUT [gone | comment | string | import]]" >&2
  exit 2
}
if [ $# -lt 1 ] || [ $# -gt 3 ]; then usage; fi
dir=$1
without=${2-}
as=${3-gone}
case $as in gone | comment | string | import) ;; *) usage ;; esac

service() {
  service=$dir/services/$1
  mkdir -p "$service"
}

# How the language of a file writes a comment and a string; nothing: it has none.
comment_of() {
  case $1 in
  *.go | *.js | *.java | *.cs | *.rs | *.php | *.cpp) echo '// ' ;;
  *.py | *.rb | *.ex | *.exs | Gemfile | config.ru | requirements.txt | CMakeLists.txt | Dockerfile | Cargo.toml) echo '# ' ;;
  esac
}

string_of() {
  case $1 in
  *.go) echo 'const junk = ' ;;
  *.js | *.java | *.cs | *.rs | *.php | *.cpp | *.py | *.rb | *.ex) echo 'junk = ' ;;
  esac
}

# file PATH: standard input, below the service at hand.
file() {
  mkdir -p "$(dirname "$service/$1")"
  awk -v without="$without" -v as="$as" -v comment="$(comment_of "$1")" -v string="$(string_of "$1")" '
    match($0, /^-?[A-Z]+\|/) {
      pieces = substr($0, 1, RLENGTH - 1)
      sub(/^-?[A-Z]+\|/, "")
      named = 0
      for (i = 1; i <= length(without); i++)
        named = named || index(pieces, substr(without, i, 1))
      if (pieces ~ /^-/ && !named) next
      if (pieces !~ /^-/ && named) {
        if (as == "comment" && comment != "") print comment $0
        if (as == "import" && /^[ \t]*(import|from|using|#include|require|alias|use [a-zA-Z_]+(::|\\)|"[a-z]+[.\/])|= require\(/) print
        if (as == "string" && string != "") {
          gsub(/"/, "\\\"")
          print string "\"" $0 "\";"
        }
        next
      }
    }
    { print }' >"$service/$1"
}

# readme COMMAND
readme() {
  file README.md <<END
# Orders

Keeps what people ordered until it leaves the warehouse.
R|
R|## Run
R|
R|    $1
END
}

service go
readme 'go run .'
file go.mod <<'END'
module example.com/orders

go 1.22

require github.com/go-playground/validator/v10 v10.22.0
END
file main.go <<'END'
package main

import (
	"encoding/json"
L|	"log/slog"
	"net/http"

V|	"github.com/go-playground/validator/v10"
)

type order struct {
	Quantity int `json:"quantity" validate:"min=1"`
}

func store(o order) error { return nil }

func place(w http.ResponseWriter, r *http.Request) {
	var o order
	_ = json.NewDecoder(r.Body).Decode(&o)
V|	if err := validator.New().Struct(o); err != nil {
V|		http.Error(w, err.Error(), http.StatusBadRequest)
V|		return
V|	}
E|	if err := store(o); err != nil {
E|		http.Error(w, "the order cannot be stored", http.StatusInternalServerError)
E|		return
E|	}
-E|	_ = store(o)
L|	slog.Info("order placed", "quantity", o.Quantity)
	w.WriteHeader(http.StatusCreated)
}

func main() {
	http.HandleFunc("POST /orders", place)
H|	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {})
S|	_ = http.ListenAndServe(":8080", nil)
}
END

service node
readme 'npm start'
file package.json <<'END'
{
  "name": "orders",
  "version": "1.0.0",
S|  "scripts": {"start": "node server.js"},
  "dependencies": {
S|    "express": "^4.19.0",
    "pino": "^9.0.0",
    "zod": "^3.23.0"
  }
}
END
file server.js <<'END'
S|const express = require('express');
L|const log = require('pino')();
V|const { z } = require('zod');
const { store } = require('./store');

S|const app = express();
S|app.use(express.json());
V|const Order = z.object({ quantity: z.number().int().min(1) });

H|app.get('/healthz', (req, res) => res.json({ status: 'ok' }));

app.post('/orders', (req, res, next) => {
V|  const order = Order.parse(req.body);
-V|  const order = req.body;
L|  log.info({ quantity: order.quantity }, 'order placed');
  store(order);
  res.status(201).json(order);
});

E|app.use((err, req, res, next) => {
E|  res.status(500).json({ title: 'the order cannot be stored' });
E|});

S|app.listen(8080);
END
file store.js <<'END'
const orders = [];

exports.store = (order) => orders.push(order);
END

service python
readme 'uvicorn app:app --port 8080'
file requirements.txt <<'END'
S|fastapi==0.115.0
structlog==24.4.0
S|uvicorn==0.31.0
END
file app.py <<'END'
V|from typing import Annotated
L|import structlog
S|from fastapi import FastAPI, Request
V|from pydantic import BaseModel, Field
E|from starlette.responses import JSONResponse
from store import keep

L|log = structlog.get_logger()
S|app = FastAPI(title="orders")


V|class Order(BaseModel):
V|    quantity: Annotated[int, Field(ge=1)]
V|
V|
E|@app.exception_handler(OSError)
E|async def cannot_store(request, error):
E|    return JSONResponse({"title": "the order cannot be stored"}, status_code=500)
E|
E|
H|@app.get("/healthz")
H|async def healthz():
H|    return {"status": "ok"}
H|
H|
@app.post("/orders", status_code=201)
V|async def place(order: Order):
-V|async def place(request: Request):
-V|    order = await request.json()
    keep(order)
L|    log.info("order placed", order=str(order))
    return order
END
file store.py <<'END'
ORDERS = []


def keep(order):
    ORDERS.append(order)
END

service jvm
readme './mvnw spring-boot:run'
file pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>orders</artifactId>
  <version>1.0.0</version>
  <dependencies>
S|    <dependency>
S|      <groupId>org.springframework.boot</groupId>
S|      <artifactId>spring-boot-starter-web</artifactId>
S|      <version>3.3.0</version>
S|    </dependency>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-validation</artifactId>
      <version>3.3.0</version>
    </dependency>
  </dependencies>
</project>
END
file src/main/java/com/example/orders/Application.java <<'END'
package com.example.orders;

S|import org.springframework.boot.SpringApplication;
S|import org.springframework.boot.autoconfigure.SpringBootApplication;

S|@SpringBootApplication
public class Application {
    public static void main(String[] args) {
S|        SpringApplication.run(Application.class, args);
    }
}
END
file src/main/java/com/example/orders/OrderController.java <<'END'
package com.example.orders;

V|import jakarta.validation.Valid;
V|import jakarta.validation.constraints.Min;
L|import org.slf4j.Logger;
L|import org.slf4j.LoggerFactory;
S|import org.springframework.web.bind.annotation.*;

S|@RestController
public class OrderController {
L|    private static final Logger log = LoggerFactory.getLogger(OrderController.class);
    private final OrderStore store = new OrderStore();

V|    public record Order(@Min(1) int quantity) {}
-V|    public record Order(int quantity) {}

SH|    @GetMapping("/healthz")
H|    public String healthz() {
H|        return "ok";
H|    }
H|
S|    @PostMapping("/orders")
VS|    public Order place(@Valid @RequestBody Order order) {
-VS|    public Order place(Order order) {
        store.keep(order);
L|        log.info("order of {} placed", order.quantity());
        return order;
    }
E|
SE|    @ExceptionHandler(StoreException.class)
SE|    @ResponseStatus(org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE)
E|    public String cannotStore(StoreException error) {
E|        return "the order cannot be stored";
E|    }
}
END
file src/main/java/com/example/orders/OrderStore.java <<'END'
package com.example.orders;

import java.util.ArrayList;
import java.util.List;

class OrderStore {
    private final List<OrderController.Order> orders = new ArrayList<>();

    void keep(OrderController.Order order) {
        orders.add(order);
    }
}
END

service dotnet
readme 'dotnet run'
file Orders.csproj <<'END'
S|<Project Sdk="Microsoft.NET.Sdk.Web">
-S|<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
  </PropertyGroup>
</Project>
END
file Program.cs <<'END'
S|var builder = WebApplication.CreateBuilder(args);
S|builder.Services.AddControllers();
H|builder.Services.AddHealthChecks();
S|var app = builder.Build();
E|app.UseExceptionHandler("/error");
H|app.MapHealthChecks("/healthz");
S|app.MapControllers();
S|app.Run();
END
file OrdersController.cs <<'END'
V|using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Shop;

V|public record Order([Range(1, 999)] int Quantity);
-V|public record Order(int Quantity);

V|[ApiController]
[Route("orders")]
L|public class OrdersController(ILogger<OrdersController> logger, Store store) : ControllerBase
-L|public class OrdersController(Store store) : ControllerBase
{
S|    [HttpPost]
    public IActionResult Place(Order order)
    {
        store.Keep(order);
L|        logger.LogInformation("order of {Quantity} placed", order.Quantity);
        return Created("/orders", order);
    }
}
END

service rust
readme 'cargo run'
file Cargo.toml <<'END'
[package]
name = "orders"
version = "1.0.0"
edition = "2021"

[dependencies]
S|axum = "0.7"
serde = { version = "1", features = ["derive"] }
thiserror = "1"
tokio = { version = "1", features = ["full"] }
tracing = "0.1"
validator = { version = "0.18", features = ["derive"] }
END
file src/main.rs <<'END'
S|use axum::{routing::{get, post}, Json, Router};
use serde::Deserialize;
L|use tracing::info;
V|use validator::Validate;
E|
E|#[derive(Debug, thiserror::Error)]
E|enum PlaceError {
E|    #[error("the order cannot be stored")]
E|    Store,
E|}

V|#[derive(Deserialize, Validate)]
-V|#[derive(Deserialize)]
struct Order {
V|    #[validate(range(min = 1))]
    quantity: u32,
}

async fn place(Json(order): Json<Order>) -> String {
V|    if let Err(why) = order.validate() {
V|        return why.to_string();
V|    }
L|    info!(quantity = order.quantity, "order placed");
    format!("{}", order.quantity)
}

#[tokio::main]
async fn main() {
S|    let app = Router::new()
H|        .route("/healthz", get(|| async { "ok" }))
S|        .route("/orders", post(place));
S|    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await.unwrap();
S|    axum::serve(listener, app).await.unwrap();
}
END

service php
readme 'php -S localhost:8080 -t public'
file composer.json <<'END'
{
  "name": "shop/orders",
  "require": {
    "php": "^8.2",
S|    "slim/slim": "^4.14",
    "monolog/monolog": "^3.7",
    "respect/validation": "^2.3"
  }
}
END
[ "$without" = S ] && index=bin/orders.php || index=public/index.php
file "$index" <<'END'
<?php
S|use Psr\Http\Message\ResponseInterface as Response;
S|use Psr\Http\Message\ServerRequestInterface as Request;
V|use Respect\Validation\Validator as v;
S|use Slim\Factory\AppFactory;

require __DIR__ . '/../vendor/autoload.php';

L|$logger = new Monolog\Logger('orders');
S|$app = AppFactory::create();
E|$app->addErrorMiddleware(false, true, true);

H|$app->get('/healthz', fn (Request $request, Response $response) => $response);

S|$app->post('/orders', function (Request $request, Response $response) use ($logger) {
    $order = $request->getParsedBody();
V|    v::key('quantity', v::intVal()->min(1))->assert($order);
    Orders\Store::keep($order);
L|    $logger->info('order placed', ['quantity' => $order['quantity']]);
S|    return $response->withStatus(201);
S|});

S|$app->run();
END

service ruby
readme 'bundle exec rackup -p 8080'
file Gemfile <<'END'
source 'https://rubygems.org'

S|gem 'sinatra', '~> 4.0'
S|gem 'puma', '~> 6.4'
gem 'dry-validation', '~> 1.10'
END
file config.ru <<'END'
S|require_relative 'app'
S|
S|run Orders
END
file app.rb <<'END'
require 'json'
L|require 'logger'
S|require 'sinatra/base'
V|require 'dry/validation'
require_relative 'store'

V|class OrderContract < Dry::Validation::Contract
V|  params { required(:quantity).filled(:integer, gt?: 0) }
V|end
V|
S|class Orders < Sinatra::Base
-S|class Orders
L|  LOGGER = Logger.new($stdout)
L|
H|  get '/healthz' do
H|    'ok'
H|  end
H|
S|  post '/orders' do
    order = JSON.parse(request.body.read)
V|    checked = OrderContract.new.call(order)
V|    halt 422, checked.errors.to_h.to_json if checked.failure?
    Store.keep(order)
L|    LOGGER.info("order of #{order['quantity']} placed")
    status 201
S|  end
E|
E|  error Store::Full do
E|    halt 503, 'the order cannot be stored'
E|  end
end
END

service elixir
readme 'mix run --no-halt'
file mix.exs <<'END'
defmodule Orders.MixProject do
  use Mix.Project

  def project, do: [app: :orders, version: "1.0.0", deps: deps()]
  def application, do: [extra_applications: [:logger], mod: {Orders.Application, []}]

  defp deps do
    [
S|      {:plug_cowboy, "~> 2.7"},
      {:ecto, "~> 3.12"}
    ]
  end
end
END
file lib/orders/application.ex <<'END'
defmodule Orders.Application do
  use Application

  def start(_type, _args) do
S|    children = [{Plug.Cowboy, scheme: :http, plug: Orders.Router, options: [port: 8080]}]
-S|    children = []
    Supervisor.start_link(children, strategy: :one_for_one)
  end
end
END
file lib/orders/router.ex <<'END'
defmodule Orders.Router do
S|  use Plug.Router
E|  use Plug.ErrorHandler
L|  require Logger
V|  import Ecto.Changeset

S|  plug :match
S|  plug :dispatch

H|  get "/healthz" do
H|    send_resp(conn, 200, "ok")
H|  end
H|
S|  post "/orders" do
V|    order = {%{}, %{quantity: :integer}} |> cast(conn.body_params, [:quantity]) |> validate_required([:quantity])
-V|    order = conn.body_params
    Orders.Store.keep(order)
L|    Logger.info("order placed", order: inspect(order))
    send_resp(conn, 201, "")
S|  end
E|
E|  @impl Plug.ErrorHandler
E|  def handle_errors(conn, _), do: send_resp(conn, 500, "the order cannot be stored")
end
END

service cpp
readme 'docker build -t orders . && docker run -p 8080:8080 orders'
file CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(orders CXX)

find_package(httplib REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json_schema_validator REQUIRED)

add_executable(orders src/main.cpp)
target_link_libraries(orders httplib::httplib spdlog::spdlog nlohmann_json_schema_validator)
END
file Dockerfile <<'END'
FROM alpine:3.20
COPY build/orders /usr/local/bin/orders
S|EXPOSE 8080
ENTRYPOINT ["orders"]
END
file src/main.cpp <<'END'
S|#include <httplib.h>
V|#include <nlohmann/json-schema.hpp>
#include <nlohmann/json.hpp>
L|#include <spdlog/spdlog.h>

#include "store.hpp"

int main()
{
S|    httplib::Server server;
V|    nlohmann::json_schema::json_validator validator;
V|    validator.set_root_schema(R"({"type": "object", "required": ["quantity"]})"_json);
H|    server.Get("/healthz", [](const httplib::Request &, httplib::Response &) {});
S|    server.Post("/orders", [&](const httplib::Request &request, httplib::Response &response) {
        auto order = nlohmann::json::parse(request.body);
V|        validator.validate(order);
        store::keep(order);
L|        spdlog::info("order of {} placed", order["quantity"].get<int>());
S|        response.status = 201;
S|    });
E|    server.set_exception_handler([](const auto &, auto &response, std::exception_ptr) { response.status = 503; });
S|    server.listen("0.0.0.0", 8080);
}
END
file src/store.hpp <<'END'
#pragma once
#include <nlohmann/json.hpp>

namespace store {
void keep(const nlohmann::json &order);
}
END
