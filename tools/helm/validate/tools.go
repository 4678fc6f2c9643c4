//go:build tools

// Package validate pins kubectl-validate, whose Kubernetes libraries are older than Helm's.
package validate

import _ "sigs.k8s.io/kubectl-validate"
