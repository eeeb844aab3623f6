#!/bin/sh
# Builds a small repository of three services, for the demonstration and the end-to-end tests:
#   services/checkout (Go)     meets the silver tier of preset:backend
#   services/pricing  (Python) nearly does: no load test, a dropped error, prints in place of log records
#   services/mailer   (Node)   is bare
# All are on main, with the policy.
#
#   sample_repository.sh DIR           builds DIR
#   sample_repository.sh --touch DIR   commits a change of pricing, to the branch that is checked out
#   sample_repository.sh --mend DIR    commits there what pricing lacks
#
# Needs git and sh alone. Names, dates and so commit ids are always the same.
set -eu

usage() {
  echo "usage: sample_repository.sh [--touch | --mend] DIR" >&2
  exit 2
}

hermetic() {
  # Nothing of the person's or the calling hook's git may leak in.
  for name in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\)=.*/\1/p'); do
    unset "$name"
  done
  export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_TERMINAL_PROMPT=0
  export GIT_AUTHOR_NAME='Ada Example' GIT_AUTHOR_EMAIL=ada@example.com
  export GIT_COMMITTER_NAME='Ada Example' GIT_COMMITTER_EMAIL=ada@example.com
  export TZ=UTC LC_ALL=C
  umask 022
}

# commit DAY MESSAGE: everything that is there, on that day of January 2026.
commit() {
  GIT_AUTHOR_DATE="2026-01-$1T09:00:00Z" GIT_COMMITTER_DATE="2026-01-$1T09:00:00Z"
  export GIT_AUTHOR_DATE GIT_COMMITTER_DATE
  git add -A
  git -c core.hooksPath=/dev/null -c commit.gpgSign=false commit -q -m "$2"
}

write_root() {
  cat >.git-done.yml <<'END'
version: 1
extends: [preset:backend]
services:
  - path: services/*
END
  cat >CODEOWNERS <<'END'
/services/checkout/ @shop/payments
/services/pricing/ @shop/prices
END
  cat >README.md <<'END'
# Shop

The services of a small shop: checkout takes carts through payment, pricing computes prices, mailer
sends what customers are told. Each has its own README.
END
}

write_checkout_code() {
  cat >go.mod <<'END'
module example.com/shop/checkout

go 1.22
END
  cat >main.go <<'END'
// checkout takes a cart through payment and places the order.
package main

import (
	"expvar"
	"log/slog"
	"net/http"
	"os"
	"time"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	pricing := &Pricing{
		URL:    os.Getenv("PRICING_URL"),
		Client: &http.Client{Timeout: 800 * time.Millisecond},
	}

	mux := http.NewServeMux()
	mux.Handle("POST /orders", &Orders{Pricing: pricing})
	mux.Handle("GET /metrics", expvar.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
	})

	server := &http.Server{
		Addr:              ":8080",
		Handler:           mux,
		ReadHeaderTimeout: 2 * time.Second,
		WriteTimeout:      5 * time.Second,
	}
	slog.Info("listening", "address", server.Addr)
	if err := server.ListenAndServe(); err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}
END
  cat >orders.go <<'END'
package main

import (
	"encoding/json"
	"errors"
	"expvar"
	"fmt"
	"log/slog"
	"net/http"
)

var (
	placed = expvar.NewInt("orders_placed")
	failed = expvar.NewInt("orders_failed")
)

// ErrUnknownProduct is returned for a product that pricing does not know.
var ErrUnknownProduct = errors.New("unknown product")

// Order is what a customer asks for.
type Order struct {
	Product  string `json:"product"`
	Quantity int    `json:"quantity"`
}

// Validate says what is wrong with the order, or nil.
func (o Order) Validate() error {
	if o.Product == "" {
		return errors.New("product is missing")
	}
	if o.Quantity < 1 || o.Quantity > 999 {
		return fmt.Errorf("quantity %d is not within 1 and 999", o.Quantity)
	}
	return nil
}

// Orders places orders.
type Orders struct {
	Pricing *Pricing
}

func (h *Orders) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var order Order
	body := http.MaxBytesReader(w, r.Body, 64<<10)
	if err := json.NewDecoder(body).Decode(&order); err != nil {
		refuse(w, http.StatusBadRequest, fmt.Errorf("read order: %w", err))
		return
	}
	if err := order.Validate(); err != nil {
		refuse(w, http.StatusUnprocessableEntity, err)
		return
	}
	price, err := h.Pricing.Of(r.Context(), order)
	if errors.Is(err, ErrUnknownProduct) {
		refuse(w, http.StatusNotFound, err)
		return
	}
	if err != nil {
		refuse(w, http.StatusBadGateway, err)
		return
	}
	placed.Add(1)
	slog.Info("order placed", "product", order.Product, "price", price)
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(map[string]int64{"price": price})
}

func refuse(w http.ResponseWriter, status int, err error) {
	failed.Add(1)
	slog.Warn("order refused", "status", status, "error", err)
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": err.Error(), "status": status})
}
END
  cat >pricing.go <<'END'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// Pricing asks the pricing service.
type Pricing struct {
	URL    string
	Client *http.Client
}

// Of returns the price of an order in cents.
func (p *Pricing) Of(ctx context.Context, order Order) (int64, error) {
	query := url.Values{"product": {order.Product}, "quantity": {strconv.Itoa(order.Quantity)}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL+"/price?"+query.Encode(), nil)
	if err != nil {
		return 0, fmt.Errorf("ask for price: %w", err)
	}
	response, err := p.Client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("ask for price of %s: %w", order.Product, err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return 0, fmt.Errorf("%s: %w", order.Product, ErrUnknownProduct)
	}
	var answer struct {
		Cents int64 `json:"cents"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return 0, fmt.Errorf("read price of %s: %w", order.Product, err)
	}
	return answer.Cents, nil
}
END
  cat >Dockerfile <<'END'
FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /checkout .

FROM gcr.io/distroless/static
COPY --from=build /checkout /checkout
ENTRYPOINT ["/checkout"]
END
}

write_checkout_papers() {
  cat >README.md <<'END'
# Checkout

Lets customers pay for what is in their cart, and keeps each order from cart to paid. What a product
costs is decided by pricing, and what is in stock by the warehouse.

## Run

    PRICING_URL=http://localhost:8081 go run .

It needs nothing but the pricing service. `GET /healthz` answers 200 while it can serve, `GET /metrics`
gives counters of orders placed and refused.

## Call

    curl -d '{"product": "tea", "quantity": 2}' http://localhost:8080/orders

answers 201 with the price in cents, 422 when the order is not valid, 404 for an unknown product and 502
when pricing does not answer. The whole interface is in [openapi.yaml](openapi.yaml).

## Performance

Target: 150 requests/s with p95 below 250 ms. Measured on 2026-01-05 with `make load`: 240 requests/s,
p95 170 ms.
END
  cat >RUNBOOK.md <<'END'
# Runbook of checkout

## Orders are refused with 502

Seen by: alert CheckoutOrdersFail. Cause: pricing does not answer within 800 ms. Do: look at pricing's
own runbook; checkout recovers by itself once pricing answers. Call: the pricing team.

## The process restarts again and again

Seen by: restarts in the platform's events. Cause: usually a bad PRICING_URL. Do: compare it with the
last release and roll back.
END
  cat >CHANGELOG.md <<'END'
# Changelog

## 1.0.0, 2026-01-05

- Orders are placed and priced.
END
  cat >openapi.yaml <<'END'
openapi: 3.0.3
info: {title: Checkout, version: 1.0.0}
paths:
  /orders:
    post:
      operationId: placeOrder
      summary: Places an order
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [product, quantity]
              properties:
                product: {type: string, minLength: 1}
                quantity: {type: integer, minimum: 1, maximum: 999}
      responses:
        "201": {description: The order is placed; the body holds its price in cents}
        "404": {description: The product is unknown}
        "422": {description: The order is not valid}
        "502": {description: Pricing did not answer}
END
  cat >Makefile <<'END'
load:
	k6 run -e BASE_URL=http://localhost:8080 load/checkout.js
END
  mkdir -p load monitoring
  cat >load/checkout.js <<'END'
import http from 'k6/http';
import { check } from 'k6';

export const options = {
  vus: 20,
  duration: '1m',
  thresholds: { http_req_duration: ['p(95)<300'], http_req_failed: ['rate<0.01'] },
};

export default function () {
  const answer = http.post(`${__ENV.BASE_URL}/orders`, JSON.stringify({ product: 'tea', quantity: 2 }));
  check(answer, { placed: (a) => a.status === 201 });
}
END
  cat >monitoring/alerts.yml <<'END'
groups:
  - name: checkout
    rules:
      - alert: CheckoutOrdersFail
        expr: rate(orders_failed[5m]) > 0.1 * rate(orders_placed[5m])
        for: 5m
        annotations:
          runbook: services/checkout/RUNBOOK.md
END
}

write_mailer() {
  cat >package.json <<'END'
{
  "name": "mailer",
  "version": "0.1.0",
  "private": true,
  "main": "index.js",
  "scripts": { "start": "node index.js" },
  "dependencies": { "axios": "^1.7.0", "express": "^4.19.0" }
}
END
  cat >index.js <<'END'
const express = require('express');
const axios = require('axios');

const app = express();
app.use(express.json());

app.post('/mails', async (req, res) => {
  console.log('sending', req.body.to);
  try {
    await axios.post(process.env.PROVIDER_URL, { to: req.body.to, text: req.body.text });
  } catch (e) {}
  res.send('ok');
});

app.listen(8082);
END
  cat >README.md <<'END'
# mailer
END
}

write_pricing() {
  cat >requirements.txt <<'END'
fastapi==0.115.0
prometheus-client==0.21.0
requests==2.32.3
uvicorn==0.31.0
END
  cat >Dockerfile <<'END'
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app.py .
HEALTHCHECK CMD python -c "import urllib.request as u; u.urlopen('http://localhost:8081/healthz', timeout=2)"
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8081"]
END
  cat >README.md <<'END'
# Pricing

Computes what a customer pays for a product and a quantity. It owns prices and discounts; what is in
stock belongs to the warehouse.

## Run

    pip install -r requirements.txt
    uvicorn app:app --port 8081

It reads exchange rates from RATES_URL.

## Call

    curl 'http://localhost:8081/price?product=tea&quantity=2'

answers the price in cents, 404 for an unknown product, 422 for a bad quantity. The interface is
described at /docs.

## Performance

Target: 500 requests/s with p99 below 50 ms.

## Alerts

PricingSlow and PricingErrors call the shop team; the dashboard is named Pricing.
END
  cat >CHANGELOG.md <<'END'
# Changelog

## 0.3.0, 2026-01-07

- Prices in foreign currency.
END
}

write_pricing_app() {
  cat >app.py <<'END'
"""pricing computes what a customer pays."""

import os

import requests
from fastapi import FastAPI, HTTPException, Query
from prometheus_client import Counter, make_asgi_app

app = FastAPI(title="Pricing")
app.mount("/metrics", make_asgi_app())
priced = Counter("prices_computed", "prices that were computed")

CENTS = {"tea": 450, "coffee": 720}


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


def rate(currency: str) -> float:
    try:
        answer = requests.get(f"{os.environ['RATES_URL']}/{currency}", timeout=(1, 2))
        answer.raise_for_status()
        return float(answer.json()["rate"])
    except Exception:
        pass
    return 1.0


@app.get("/price")
def price(product: str, quantity: int = Query(ge=1, le=999), currency: str = "EUR"):
    if product not in CENTS:
        raise HTTPException(status_code=404, detail=f"product {product} is unknown")
    cents = round(CENTS[product] * quantity * rate(currency))
    priced.inc()
    print("price computed", product, quantity, cents)
    return {"cents": cents}
END
}

# A change that works, and is not done: a discount, with a print left behind.
write_discount() {
  cat >discounts.py <<'END'
"""Discounts by quantity."""

STEPS = ((100, 0.10), (10, 0.05))


def discounted(cents: int, quantity: int) -> int:
    for least, share in STEPS:
        if quantity >= least:
            print("discount", share)
            return round(cents * (1 - share))
    return cents
END
  awk '
    /^from prometheus_client/ { print; print ""; print "from discounts import discounted"; next }
    /^    cents = / {
      print "    full = round(CENTS[product] * quantity * rate(currency))"
      print "    cents = discounted(full, quantity)"
      next
    }
    { print }
  ' app.py >app.new
  mv app.new app.py
  sed -e 's/^COPY app.py/COPY app.py discounts.py/' Dockerfile >Dockerfile.new
  mv Dockerfile.new Dockerfile
  awk '
    /^## 0.3.0/ {
      print "## 0.4.0, 2026-01-08"; print ""
      print "- Ten and more cost 5 % less, a hundred and more 10 %."; print ""
    }
    { print }
  ' CHANGELOG.md >CHANGELOG.new
  mv CHANGELOG.new CHANGELOG.md
}

write_mended_pricing() {
  awk '
    /^import requests$/ { print; print "import structlog"; next }
    /^app = FastAPI/ { print "log = structlog.get_logger()" }
    /^    print\("price computed"/ {
      print "    log.info(\"price computed\", product=product, quantity=quantity, cents=cents)"
      next
    }
    /^    except Exception:$/ {
      print "    except (requests.RequestException, KeyError, ValueError) as error:"
      print "        log.error(\"no exchange rate\", currency=currency, error=str(error))"
      print "        raise HTTPException(status_code=502, detail=\"no exchange rate\") from error"
      skip = 2
      next
    }
    skip > 0 { skip--; next }
    { print }
  ' app.py >app.new
  mv app.new app.py
  awk '/^uvicorn/ { print "structlog==24.4.0" } { print }' requirements.txt >requirements.new
  mv requirements.new requirements.txt
  if [ -e discounts.py ]; then
    sed -e '/print("discount"/d' discounts.py >discounts.new
    mv discounts.new discounts.py
  fi
  cat >RUNBOOK.md <<'END'
# Runbook of pricing

## Prices are refused with 502

Seen by: alert PricingErrors. Cause: the service of exchange rates does not answer. Do: set RATES_URL to
the second provider and restart. Call: nobody, unless both are down.

## Prices come slowly

Seen by: alert PricingSlow. Cause: usually the exchange rates as well. Do: as above.
END
  cat >Makefile <<'END'
load:
	locust -f load/locustfile.py --headless -u 50 -t 1m --host http://localhost:8081
END
  mkdir -p load
  cat >load/locustfile.py <<'END'
"""Load test: locust -f load/locustfile.py --headless -u 50 -t 1m --host http://localhost:8081"""

from locust import HttpUser, between, task


class Customer(HttpUser):
    wait_time = between(0.01, 0.05)

    @task
    def price(self):
        self.client.get("/price", params={"product": "tea", "quantity": 12})
END
}

in_service() {
  name=$1
  shift
  mkdir -p "services/$name"
  (cd "services/$name" && for step in "$@"; do "$step"; done)
}

build() {
  mkdir -p "$1"
  cd "$1"
  git init -q
  git symbolic-ref HEAD refs/heads/main
  git config core.autocrlf false
  git config core.fileMode true
  git config user.name 'Ada Example'
  git config user.email ada@example.com
  write_root
  commit 05 'Say what done means here'
  in_service checkout write_checkout_code write_checkout_papers
  commit 05 'checkout: place orders'
  in_service mailer write_mailer
  commit 06 'mailer: send mails'
  in_service pricing write_pricing write_pricing_app
  commit 07 'pricing: compute prices'
}

touch_pricing() {
  cd "$1"
  in_service pricing write_discount
  commit 08 'pricing: discounts by quantity'
}

mend_pricing() {
  cd "$1"
  in_service pricing write_mended_pricing
  commit 09 'pricing: handle missing rates, add runbook and load test'
}

hermetic
[ $# -gt 0 ] || usage
case $1 in
--touch | --mend)
  [ $# -eq 2 ] || usage
  "${1#--}_pricing" "$2"
  ;;
-*) usage ;;
*)
  [ $# -eq 1 ] || usage
  build "$1"
  ;;
esac
