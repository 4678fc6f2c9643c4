package main

import (
	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// podOf finds the pod that a resource is, or the template of those it makes.
func podOf(object runtime.Object) (*meta.ObjectMeta, *core.PodSpec, bool) {
	switch typed := object.(type) {
	case *core.Pod:
		return &typed.ObjectMeta, &typed.Spec, true
	case *apps.Deployment:
		return templateOf(&typed.Spec.Template)
	case *apps.StatefulSet:
		return templateOf(&typed.Spec.Template)
	case *apps.DaemonSet:
		return templateOf(&typed.Spec.Template)
	case *batch.Job:
		return templateOf(&typed.Spec.Template)
	case *batch.CronJob:
		return templateOf(&typed.Spec.JobTemplate.Spec.Template)
	}
	return nil, nil, false
}

func templateOf(template *core.PodTemplateSpec) (*meta.ObjectMeta, *core.PodSpec, bool) {
	return &template.ObjectMeta, &template.Spec, true
}
