// Command check reads rendered manifests from files or folders and reports what the newest Kubernetes would refuse:
// fields that its types do not know, and pods that the restricted Pod Security Standard forbids.
//
// It prints one finding a line, then how much it saw, and exits with 1 when there are findings.
package main

import (
	"fmt"
	"os"
)

func main() {
	inspector, err := newInspector()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, path := range os.Args[1:] {
		if err := inspector.inspectFile(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	for _, finding := range inspector.findings {
		fmt.Println(finding)
	}
	fmt.Printf("resources: %d, pods: %d, findings: %d\n", inspector.resources, inspector.pods, len(inspector.findings))
	if len(inspector.findings) > 0 {
		os.Exit(1)
	}
}
