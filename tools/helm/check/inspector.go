package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type inspector struct {
	decoder   runtime.Decoder
	evaluator policy.Evaluator
	resources int
	pods      int
	findings  []string
}

func newInspector() (*inspector, error) {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return nil, err
	}
	return &inspector{decoder: newDecoder(), evaluator: evaluator}, nil
}

func (i *inspector) inspectFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := yaml.NewYAMLReader(bufio.NewReader(file))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !empty(document) {
			i.inspect(path, document)
		}
	}
}

// empty documents hold comments alone.
func empty(document []byte) bool {
	for _, line := range bytes.Split(document, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' && !bytes.Equal(line, []byte("---")) {
			return false
		}
	}
	return true
}

func (i *inspector) inspect(path string, document []byte) {
	i.resources++
	object, kind, err := i.decoder.Decode(document, nil, nil)
	if err != nil {
		i.findings = append(i.findings, fmt.Sprintf("%s: %v", path, err))
		return
	}
	metadata, spec, ok := podOf(object)
	if !ok {
		return
	}
	i.pods++
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	result := policy.AggregateCheckResults(i.evaluator.EvaluatePod(restricted, metadata, spec))
	if !result.Allowed {
		i.findings = append(i.findings, fmt.Sprintf("%s: %s: %s", path, kind.Kind, result.ForbiddenDetail()))
	}
}
