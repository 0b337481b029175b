// Reads objects as JSON, one a line, and writes for each what kstatus and Argo CD make of it. Argo CD
// runs the script that is named on the command line, in the same interpreter with the same libraries.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

type health struct {
	Status  string `json:"status"`
	Message string `json:"message"`
}

type answer struct {
	Kstatus health `json:"kstatus"`
	Argo    health `json:"argo"`
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	script, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var object unstructured.Unstructured
		if err := object.UnmarshalJSON(lines.Bytes()); err != nil {
			return err
		}
		computed, err := status.Compute(&object)
		if err != nil {
			return err
		}
		argo, err := argo(string(script), object.Object)
		if err != nil {
			return err
		}
		written, err := json.Marshal(answer{health{string(computed.Status), computed.Message}, argo})
		if err != nil {
			return err
		}
		fmt.Println(string(written))
	}
	return lines.Err()
}

// Without useOpenLibs there is no string library, and nothing of the system.
func argo(script string, object map[string]interface{}) (health, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for _, library := range []struct {
		name string
		open lua.LGFunction
	}{
		{lua.LoadLibName, lua.OpenPackage},
		{lua.BaseLibName, lua.OpenBase},
		{lua.TabLibName, lua.OpenTable},
	} {
		if err := state.CallByParam(lua.P{Fn: state.NewFunction(library.open), NRet: 0, Protect: true},
			lua.LString(library.name)); err != nil {
			return health{}, err
		}
	}
	state.SetGlobal("obj", value(state, object))
	if err := state.DoString(script); err != nil {
		return health{}, err
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return health{}, fmt.Errorf("the script returns no table")
	}
	return health{lua.LVAsString(table.RawGetString("status")), lua.LVAsString(table.RawGetString("message"))}, nil
}

func value(state *lua.LState, of interface{}) lua.LValue {
	switch known := of.(type) {
	case map[string]interface{}:
		table := state.NewTable()
		for key, each := range known {
			table.RawSetString(key, value(state, each))
		}
		return table
	case []interface{}:
		table := state.NewTable()
		for _, each := range known {
			table.Append(value(state, each))
		}
		return table
	case string:
		return lua.LString(known)
	case bool:
		return lua.LBool(known)
	case int64:
		return lua.LNumber(known)
	case float64:
		return lua.LNumber(known)
	default:
		return lua.LNil
	}
}
