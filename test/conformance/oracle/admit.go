package main

import (
	"context"
	"encoding/json"

	rchealthz "github.com/aws/amazon-vpc-resource-controller-k8s/pkg/healthz"
	"github.com/aws/amazon-vpc-resource-controller-k8s/pkg/utils"
	"github.com/aws/amazon-vpc-resource-controller-k8s/webhooks/core"
	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/go-logr/logr"
	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"
)

type admitAnswer struct {
	Class   string `json:"class"`
	Allowed bool   `json:"allowed"`
	// Pod is the pod after the webhook's patch.
	Pod json.RawMessage `json:"pod"`
}

// admissionTest holds what all pods share: building a decoder costs more than an answer.
type admissionTest struct {
	decoder admission.Decoder
	health  *rchealthz.HealthzHandler
}

func newAdmission() admissionTest {
	scheme := runtime.NewScheme()
	must(corev1.AddToScheme(scheme))
	return admissionTest{decoder: admission.NewDecoder(scheme), health: rchealthz.NewHealthzHandler(1)}
}

func (a admissionTest) admit(in world, raw runtime.RawExtension) admitAnswer {
	api := utils.NewSecurityGroupForPodsAPI(cluster{world: in}, logr.Discard())
	settings := settings{windowsIPAM: in.WindowsIPAM}
	webhook := core.NewPodMutationWebHook(api, logr.Discard(), settings, a.decoder, a.health)

	pod := &corev1.Pod{}
	must(json.Unmarshal(raw.Raw, pod))
	response := webhook.Handle(context.Background(), admission.Request{AdmissionRequest: admissionv1.AdmissionRequest{
		Namespace: pod.Namespace,
		Object:    raw,
	}})
	return admitAnswer{
		Class:   string(core.WhichPod(pod)),
		Allowed: response.Allowed,
		Pod:     patched(raw.Raw, response),
	}
}

func patched(pod []byte, response admission.Response) json.RawMessage {
	if len(response.Patches) == 0 {
		return pod
	}
	text, err := json.Marshal(response.Patches)
	must(err)
	patch, err := jsonpatch.DecodePatch(text)
	must(err)
	after, err := patch.Apply(pod)
	must(err)
	return after
}

// settings are the controller's conditions, of which the webhook asks one.
type settings struct{ windowsIPAM bool }

func (s settings) IsWindowsIPAMEnabled() bool           { return s.windowsIPAM }
func (settings) IsWindowsPrefixDelegationEnabled() bool { return false }
func (settings) IsOldVPCControllerDeploymentPresent() bool {
	return false
}
func (settings) GetPodDataStoreSyncStatus() bool { return true }
func (settings) SetPodDataStoreSyncStatus(bool)  {}
