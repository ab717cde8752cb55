package main

import (
	"context"
	"fmt"

	vpcv1beta1 "github.com/aws/amazon-vpc-resource-controller-k8s/apis/vpcresources/v1beta1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// world is a cluster and the pods that are created in it. Pods stay raw: the webhook decodes them itself.
type world struct {
	Policies    []vpcv1beta1.SecurityGroupPolicy `json:"policies"`
	Accounts    []corev1.ServiceAccount          `json:"accounts"`
	Pods        []runtime.RawExtension           `json:"pods"`
	WindowsIPAM bool                             `json:"windowsIpam"`
}

// cluster answers the two reads that the controller makes, from a world. Any other call is a nil pointer: the oracle
// would rather die than answer what it does not know.
type cluster struct {
	client.Client
	world
}

func (c cluster) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	account, ok := into.(*corev1.ServiceAccount)
	if !ok {
		return fmt.Errorf("unexpected read of %T", into)
	}
	for i := range c.Accounts {
		if client.ObjectKeyFromObject(&c.Accounts[i]) == key {
			c.Accounts[i].DeepCopyInto(account)
			return nil
		}
	}
	return apierrors.NewNotFound(corev1.Resource("serviceaccounts"), key.Name)
}

func (c cluster) List(_ context.Context, into client.ObjectList, opts ...client.ListOption) error {
	policies, ok := into.(*vpcv1beta1.SecurityGroupPolicyList)
	if !ok {
		return fmt.Errorf("unexpected list of %T", into)
	}
	options := client.ListOptions{}
	options.ApplyOptions(opts)
	for i := range c.Policies {
		if options.Namespace == "" || c.Policies[i].Namespace == options.Namespace {
			policies.Items = append(policies.Items, c.Policies[i])
		}
	}
	return nil
}
