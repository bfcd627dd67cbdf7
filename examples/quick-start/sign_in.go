// Go 1.21 or later, standard library alone: go run sign_in.go, then open http://localhost:8085/
package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
)

const client, secret, back = "demo-basic", "demo-basic-secret", "http://localhost:8085/callback"

var issuer = "http://localhost:3000"
var attempts sync.Map // a real system: the browser's session

func ask(address string, form url.Values, bearer string, into any) error {
	method, body := "GET", ""
	if form != nil {
		method, body = "POST", form.Encode()
	}
	req, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		return err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.SetBasicAuth(client, secret)
	} else if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != 200 {
		return fmt.Errorf("refused: %d", res.StatusCode)
	}
	return json.NewDecoder(res.Body).Decode(into)
}

func random() string {
	bytes := make([]byte, 32)
	if _, err := rand.Read(bytes); err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(bytes)
}

func main() {
	if set := os.Getenv("ISSUER"); set != "" {
		issuer = set
	}
	var found struct {
		Authorize string `json:"authorization_endpoint"`
		Token     string `json:"token_endpoint"`
	}
	if err := ask(issuer+"/.well-known/openid-configuration", nil, "", &found); err != nil {
		panic(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		state, nonce, verifier := random(), random(), random()
		attempts.Store(state, [2]string{nonce, verifier})
		hash := sha256.Sum256([]byte(verifier))
		asked := url.Values{"client_id": {client}, "redirect_uri": {back}, "response_type": {"code"},
			"scope": {"openid business_profile"}, "purpose": {"vat-registration"}, "state": {state}, "nonce": {nonce},
			"code_challenge_method": {"S256"}, "code_challenge": {base64.RawURLEncoding.EncodeToString(hash[:])}}
		http.Redirect(w, r, found.Authorize+"?"+asked.Encode(), http.StatusSeeOther)
	})
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		attempt, known := attempts.LoadAndDelete(query.Get("state"))
		if !known || query.Get("iss") != issuer {
			http.Error(w, "no such attempt", 400)
			return
		}
		kept := attempt.([2]string)
		var tokens struct {
			Access string `json:"access_token"`
			ID     string `json:"id_token"`
		}
		form := url.Values{"grant_type": {"authorization_code"}, "code": {query.Get("code")},
			"redirect_uri": {back}, "code_verifier": {kept[1]}}
		if err := ask(found.Token, form, "", &tokens); err != nil {
			http.Error(w, err.Error(), 400)
			return
		}
		// It came from the token endpoint itself over TLS: its signature may be left (OpenID Connect Core, 3.1.3.7).
		parts := strings.Split(tokens.ID, ".")
		payload, _ := base64.RawURLEncoding.DecodeString(parts[1%len(parts)])
		who := map[string]any{}
		if json.Unmarshal(payload, &who) != nil || who["iss"] != issuer || who["aud"] != client || who["nonce"] != kept[0] {
			http.Error(w, "not our sign-in", 400)
			return
		}
		var profile any
		if err := ask(issuer+"/api/v1/profile", nil, tokens.Access, &profile); err != nil {
			http.Error(w, err.Error(), 400)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"who": who, "profile": profile})
	})
	listener, err := net.Listen("tcp", "localhost:8085")
	if err != nil {
		panic(err)
	}
	fmt.Println("http://localhost:8085")
	panic(http.Serve(listener, nil))
}
