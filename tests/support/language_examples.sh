#!/bin/sh
# Writes to DIR/services small services in every language that preset:backend speaks of: NAME-done,
# which meets its language's checks by the means that people of that language use, and NAME-bare,
# which meets none of them. Run by tests/e2e/preset_languages.bats.
#
#   language_examples.sh DIR
set -eu

# file PATH: standard input, below the service at hand.
file() {
  case $1 in
  */*) mkdir -p "$service/${1%/*}" ;;
  esac
  cat >"$service/$1"
}

service() {
  service=services/$1
  mkdir -p "$service"
}

go_services() {
  service go-done
  file go.mod <<'END'
module example.com/orders
END
  file main.go <<'END'
package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"go.uber.org/zap"
)

type order struct {
	Quantity int `json:"quantity" binding:"required,min=1"`
}

var client = &http.Client{Timeout: time.Second}

func place(c *gin.Context, log *zap.Logger) error {
	var o order
	if err := c.ShouldBindJSON(&o); err != nil {
		return fmt.Errorf("read order: %w", err)
	}
	// Not http.Get(url): it has no limit.
	log.Info(fmt.Sprintf("order of %d", o.Quantity))
	return nil
}
END
  file main_test.go <<'END'
package main

func print() { fmt.Println("in a test") }
END
  service go-bare
  file go.mod <<'END'
module example.com/orders
END
  file main.go <<'END'
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
)

func main() {
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		var order struct{ Quantity int }
		_ = json.NewDecoder(r.Body).Decode(&order)
		fmt.Println("order", order)
		http.Get("http://pricing/price")
	})
	http.ListenAndServe(":8080", nil)
}
END
}

jvm_services() {
  service jvm-done # Spring Boot, Kotlin's build
  file build.gradle.kts <<'END'
dependencies {
    implementation("org.springframework.boot:spring-boot-starter-web")
    implementation("org.springframework.boot:spring-boot-starter-validation")
    implementation("org.springframework.boot:spring-boot-starter-actuator")
}
END
  file src/main/java/shop/Orders.java <<'END'
package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    void close() {
        // never System.out.println
        try {
            client.close();
        } catch (Exception ignored) {
        }
        try {
            Integer.parseInt("1");
        } catch (NumberFormatException e) {
        }
    }
}
END
  service jvm-bare
  file pom.xml <<'END'
<project><artifactId>orders</artifactId></project>
END
  file src/main/java/shop/Orders.java <<'END'
package shop;

class Orders {
    void place(String product) {
        try {
            System.out.println("order " + product);
            new RestTemplate().getForObject("http://pricing/price", String.class);
        } catch (Exception e) {
        }
    }
}
END
}

python_services() {
  service python-done # Django with its REST framework
  file requirements.txt <<'END'
Django==5.1
djangorestframework==3.15
END
  file orders/views.py <<'END'
import logging

import requests
from rest_framework import serializers

log = logging.getLogger(__name__)


class OrderSerializer(serializers.Serializer):
    quantity = serializers.IntegerField(min_value=1)


def price(product):
    try:
        return requests.get(
            f"http://pricing/price?product={product}",
            timeout=2,
        ).json()
    except requests.Timeout:
        pass
    except Exception:
        log.exception("no price")
        raise
END
  file orders/management/commands/report.py <<'END'
print("a command of an operator may print")
END
  service python-bare
  file app.py <<'END'
import requests
from flask import Flask, request

app = Flask(__name__)


@app.post("/orders")
def place():
    try:
        print("order", request.json)
        requests.get("http://pricing/price")
    except:
        pass
    return "ok"
END
  file requirements.txt <<'END'
flask
requests
END
}

node_services() {
  service node-done # NestJS
  file package.json <<'END'
{"name": "orders", "dependencies": {"@nestjs/common": "^10.0.0", "@nestjs/axios": "^3.0.0"}}
END
  file src/main.ts <<'END'
import { Logger, ValidationPipe } from '@nestjs/common';

const log = new Logger('orders');

async function start(app: App) {
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
  try {
    await app.close();
  } catch {
    // it was closed already
  }
  // console.log('never');
}
END
  file src/pricing.module.ts <<'END'
import { HttpModule } from '@nestjs/axios';

export const pricing = HttpModule.register({ timeout: 2000 });
END
  service fastify-done
  file package.json <<'END'
{"name": "stock", "type": "module", "dependencies": {"fastify": "^5.0.0"}}
END
  file server.js <<'END'
import Fastify from 'fastify';

const app = Fastify({ logger: true });
app.post('/stock', { schema: { body: { type: 'object', required: ['product'] } } }, async (request) => {
  request.log.info({ product: request.body.product }, 'stocked');
  const answer = await fetch('http://pricing/price', { signal: AbortSignal.timeout(2000) });
  return answer.json();
});
END
  file scripts/seed.js <<'END'
console.log('a script may print');
END
  service node-bare
  file package.json <<'END'
{"name": "mailer", "keywords": ["pino", "zod"], "dependencies": {"express": "^4.0.0", "axios": "^1.0.0"}}
END
  file index.js <<'END'
const axios = require('axios');
const app = require('express')();

app.post('/mails', async (req, res) => {
  console.log(req.body);
  await axios.post('http://provider', req.body).catch(() => {});
  setTimeout(() => res.send('ok'), 10);
});
END
}

dotnet_services() {
  service dotnet-done
  file Orders.csproj <<'END'
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
END
  file Program.cs <<'END'
builder.Services.AddHttpClient<Pricing>(c => c.Timeout = TimeSpan.FromSeconds(2));
END
  file OrdersController.cs <<'END'
[ApiController]
public class OrdersController(ILogger<OrdersController> logger) : ControllerBase
{
    public record Order([property: Range(1, 999)] int Quantity);

    public void Place(Order order)
    {
        logger.LogInformation("order of {Quantity}", order.Quantity);
        try { Wait(); } catch (OperationCanceledException) { }
    }
}
END
  service dotnet-bare
  file Orders.csproj <<'END'
<Project Sdk="Microsoft.NET.Sdk.Web"></Project>
END
  file Program.cs <<'END'
app.MapPost("/orders", async (Order order) =>
{
    try
    {
        Console.WriteLine(order);
        await new HttpClient().GetAsync("http://pricing/price");
    }
    catch (Exception)
    {
    }
});
END
}

rust_services() {
  service rust-done # axum
  file Cargo.toml <<'END'
[dependencies]
axum = "0.7"
thiserror = "1"
tracing = "0.1"
validator = { version = "0.18", features = ["derive"] }
END
  file src/main.rs <<'END'
#[derive(Deserialize, Validate)]
struct Order {
    #[validate(range(min = 1))]
    quantity: u32,
}

fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().timeout(Duration::from_secs(2)).build()
}
END
  service rust-bare
  file Cargo.toml <<'END'
[dependencies]
axum = "0.7"
reqwest = "0.12"
END
  file src/main.rs <<'END'
async fn place(Json(order): Json<Order>) -> String {
    println!("order {:?}", order);
    reqwest::get("http://pricing/price").await.unwrap().text().await.unwrap()
}
END
}

php_services() {
  service php-done # Laravel
  file composer.json <<'END'
{"require": {"laravel/framework": "^11.0"}}
END
  file app/Http/Controllers/OrderController.php <<'END'
<?php
class OrderController
{
    public function store(Request $request)
    {
        $order = $request->validate(['quantity' => ['required', 'integer', 'min:1']]);
        Log::info('order placed', ['quantity' => $order['quantity']]);
        $client = new \GuzzleHttp\Client(['timeout' => 2]);
        try {
            $client->get('http://pricing/price');
        } catch (\Exception $e) {
            report($e);
        }
    }
}
END
  service php-bare
  file composer.json <<'END'
{"require": {"php": "^8.2"}}
END
  file index.php <<'END'
<?php
try {
    var_dump($_POST);
    $pricing = curl_init('http://pricing/price');
    curl_exec($pricing);
} catch (\Throwable $e) {
}
END
}

ruby_services() {
  service ruby-done # Rails
  file Gemfile <<'END'
gem "rails", "~> 8.0"
END
  file app/models/order.rb <<'END'
class Order < ApplicationRecord
  validates :quantity, numericality: { greater_than: 0 }

  def price
    Faraday.new("http://pricing", request: { open_timeout: 1, timeout: 2 }).get("/price").body
  rescue Faraday::TimeoutError
    nil
  end
end
END
  file db/seeds.rb <<'END'
puts "seeds may print"
END
  service ruby-bare
  file Gemfile <<'END'
gem "sinatra"
END
  file app.rb <<'END'
require "sinatra"
require "net/http"

post "/orders" do
  begin
    puts "order #{request.body.read}"
    Net::HTTP.get(URI("http://pricing/price"))
  rescue => e
  end
end
END
}

[ $# -eq 1 ] || {
  echo "usage: language_examples.sh DIR" >&2
  exit 2
}
mkdir -p "$1"
cd "$1"
for language in go jvm python node dotnet rust php ruby; do
  "${language}_services"
done
