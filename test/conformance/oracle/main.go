// Command oracle answers what the AWS VPC resource controller answers, by its own code. It reads one request a line on
// stdin and writes one answer a line on stdout, both JSON, and ends when stdin closes. It talks to no API server: every
// question carries the objects that the controller would find in its cache.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	kjson "k8s.io/apimachinery/pkg/util/json"
)

type request struct {
	Match []world `json:"match,omitempty"`
	Admit []world `json:"admit,omitempty"`
}

// answer holds, for every world asked about, an answer for each of its pods.
type answer struct {
	Match [][]matchAnswer `json:"match,omitempty"`
	Admit [][]admitAnswer `json:"admit,omitempty"`
}

func main() {
	admission := newAdmission()
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return
		}
		must(err)
		var asked request
		must(kjson.Unmarshal(line, &asked))
		must(out.Encode(answer{
			Match: forEachPod(asked.Match, match),
			Admit: forEachPod(asked.Admit, admission.admit),
		}))
	}
}

func forEachPod[A any](worlds []world, ask func(world, runtime.RawExtension) A) [][]A {
	var answers [][]A
	for _, each := range worlds {
		own := []A{}
		for _, pod := range each.Pods {
			own = append(own, ask(each, pod))
		}
		answers = append(answers, own)
	}
	return answers
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
