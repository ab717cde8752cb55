package main

import (
	"strings"

	"github.com/aws/amazon-vpc-resource-controller-k8s/pkg/utils"
	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/json"
)

type matchAnswer struct {
	Groups []string `json:"groups"`
	// AccountMissing is the one error that a world can bring about.
	AccountMissing bool `json:"accountMissing"`
	// Names of the policies that the controller's log complains about.
	Inert   []string `json:"inert"`
	Invalid []string `json:"invalid"`
}

func match(in world, raw runtime.RawExtension) matchAnswer {
	pod := &corev1.Pod{}
	must(json.Unmarshal(raw.Raw, pod))
	complaints := &complaints{}
	api := utils.NewSecurityGroupForPodsAPI(cluster{world: in}, logr.New(complaints))
	groups, err := api.GetMatchingSecurityGroupForPods(pod)
	if err != nil && !apierrors.IsNotFound(err) {
		must(err)
	}
	return matchAnswer{Groups: groups, AccountMissing: err != nil, Inert: complaints.inert, Invalid: complaints.invalid}
}

// complaints is a log sink: the controller tells only its log which policies it leaves out, and why.
type complaints struct {
	inert   []string
	invalid []string
}

func (c *complaints) Init(logr.RuntimeInfo)             {}
func (c *complaints) Enabled(int) bool                  { return true }
func (c *complaints) WithValues(...any) logr.LogSink    { return c }
func (c *complaints) WithName(name string) logr.LogSink { return c }

func (c *complaints) Info(_ int, message string, fields ...any) {
	if strings.HasPrefix(message, "Found an invalid SecurityGroupPolicy") {
		c.inert = append(c.inert, fieldOf(fields, "Invalid SGP").(types.NamespacedName).Name)
	}
}

func (c *complaints) Error(_ error, message string, fields ...any) {
	if strings.HasPrefix(message, "Failed converting SGP") {
		c.invalid = append(c.invalid, fieldOf(fields, "SGP name").(string))
	}
}

func fieldOf(fields []any, name string) any {
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i] == name {
			return fields[i+1]
		}
	}
	return nil
}
