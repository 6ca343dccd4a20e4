# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Order on the probability flow, exact start' at screen 0.02, screen 0.9950 left noenhanced font ',18' textcolor rgb '#222222'
set label 'claims of legacy methods are lower bounds' at screen 0.02, screen 0.9898 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'orange: claimed; blue: observed, the bar over all settings, the dot their median' at screen 0.02, screen 0.9852 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.9811
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$d << EOD
219 1.0000 0.9620 0.9881 0.9885
218 1.0000 0.9993 0.9996 0.9996
217 2.0000 1.9870 1.9979 1.9981
216 2.0000 1.9699 1.9913 2.9695
215 2.0000 1.9823 1.9989 3.9412
214 2.0000 1.9870 1.9939 1.9941
213 3.0000 2.9657 2.9883 2.9899
212 3.0000 2.9558 2.9924 3.0057
211 4.0000 3.9557 3.9804 3.9835
210 1.5000 1.8943 1.9952 2.9679
209 1.0000 0.9993 0.9996 0.9996
208 2.0000 1.9870 1.9939 1.9941
207 3.0000 2.9657 2.9883 2.9899
206 4.0000 3.9557 3.9804 3.9835
205 2.0000 1.9823 1.9989 3.9412
204 2.0000 1.9556 2.0431 2.1353
203 1.0000 0.9728 0.9910 1.0884
202 1.0000 1.0003 1.0005 1.0022
201 2.0000 1.9896 1.9980 1.9981
200 3.0000 2.9773 2.9977 2.9987
199 4.0000 3.9518 3.9957 3.9996
198 2.0000 1.9990 1.9997 2.0026
197 2.0000 1.9990 1.9997 2.0026
196 2.0000 2.0007 2.0011 2.0030
195 2.0000 1.9968 1.9987 1.9990
194 1.0000 0.9993 0.9996 0.9996
193 2.0000 1.9870 1.9939 1.9941
192 3.0000 2.9657 2.9883 2.9899
191 4.0000 3.9557 3.9804 3.9835
190 2.0000 2.0015 2.0016 2.0024
189 3.0000 2.9954 2.9975 2.9976
188 2.0000 2.0011 2.0047 2.0089
187 4.0000 3.9943 3.9998 4.0021
186 2.0000 1.9870 1.9960 1.9980
185 3.0000 2.9695 2.9948 3.0049
184 4.0000 3.9736 3.9882 3.9963
183 1.0000 0.9993 0.9996 0.9996
182 2.0000 2.0007 2.0011 2.0030
181 3.0000 3.0013 3.0014 3.0028
180 1.0000 0.9993 0.9996 0.9996
179 2.0000 1.9968 1.9987 1.9990
178 3.0000 2.9948 2.9990 3.0013
177 2.0000 2.0007 2.0011 2.0030
176 2.0000 2.0015 2.0016 2.0024
175 1.0000 0.9999 0.9999 1.0000
174 1.0000 0.9993 0.9996 0.9996
173 2.0000 1.9951 2.0007 2.0063
172 0.9000 1.3130 1.3238 1.4010
171 3.0000 2.9642 3.0013 3.0055
170 1.0000 1.1176 1.1209 1.1784
169 1.0000 0.9993 1.0006 1.0013
168 1.0000 0.9993 0.9996 0.9996
167 2.0000 1.9921 1.9981 1.9990
166 3.0000 2.9530 2.9977 3.0049
165 1.8000 1.9665 1.9994 2.0009
164 1.0000 1.0010 1.0011 1.0015
163 2.0000 1.9025 1.9664 1.9730
162 3.0000 2.9400 2.9678 3.2187
161 2.0000 1.9880 2.0064 2.0088
160 3.0000 2.9909 3.0004 3.0103
159 1.8000 1.9548 2.0130 2.1002
158 1.0000 0.9993 0.9996 0.9996
157 1.0000 0.9993 0.9996 0.9996
156 2.0000 1.9735 2.0009 2.0049
155 2.0000 1.9915 1.9973 1.9992
154 3.0000 2.9909 3.0004 3.0103
153 3.0000 2.9530 2.9977 3.0049
152 4.0000 3.9696 4.0121 4.0169
151 4.0000 3.9235 3.9938 4.0403
150 5.0000 4.9416 5.0006 5.0124
149 5.0000 4.8898 4.9971 5.0157
148 2.0000 1.9735 2.0009 2.0049
147 3.0000 2.9909 3.0004 3.0103
146 4.0000 3.9643 3.9938 3.9999
145 4.0000 3.9970 4.0062 4.0219
144 2.0000 1.9990 2.0004 2.0009
143 2.0000 2.0007 2.0009 2.0014
142 3.0000 2.9947 2.9953 2.9965
141 3.0000 2.9963 2.9985 2.9991
140 4.0000 3.9864 3.9900 4.0033
139 4.0000 3.9774 3.9984 4.0085
138 5.0000 4.9777 4.9871 5.0459
137 5.0000 5.0041 5.0096 5.0388
136 5.0000 4.9730 4.9838 5.0123
135 5.0000 4.9438 5.0261 5.0451
134 4.0000 3.9571 3.9883 3.9943
133 4.0000 3.9972 4.0108 4.0361
132 4.0000 3.9952 4.0009 4.0132
131 4.0000 3.9596 4.0005 4.0069
130 4.0000 3.9530 3.9902 3.9974
129 4.0000 3.9953 4.0076 4.0291
128 5.0000 4.8050 4.9454 5.0019
127 5.0000 4.9391 5.0391 5.0991
126 1.0000 0.9927 0.9967 0.9970
125 1.0000 1.0007 1.0007 1.0017
124 3.0000 2.9923 2.9979 2.9985
123 3.0000 3.0037 3.0039 3.0066
122 2.0000 1.9931 1.9977 1.9982
121 2.0000 2.0035 2.0036 2.0061
120 2.0000 1.9931 1.9979 1.9986
119 3.0000 2.9933 2.9988 2.9992
118 3.0000 3.0034 3.0037 3.0058
117 2.0000 2.0033 2.0035 2.0053
116 3.0000 2.9906 2.9944 2.9961
115 3.0000 2.9961 3.0026 3.0053
114 4.0000 3.9971 4.0023 4.0302
113 4.0000 3.9705 3.9884 3.9982
112 4.0000 3.9873 4.0000 4.0188
111 4.0000 3.9906 4.0015 4.0058
110 3.0000 2.9960 2.9994 2.9995
109 3.0000 3.0029 3.0032 3.0054
108 2.0000 1.9969 1.9993 2.0001
107 2.0000 1.9997 2.0006 2.0023
106 3.0000 2.9976 2.9981 2.9984
105 3.0000 2.9991 3.0004 3.0021
104 4.0000 3.9581 3.9913 3.9990
103 4.0000 3.9940 4.0079 4.0329
102 2.0000 2.0009 2.0082 2.0098
101 4.0000 3.9988 4.0037 4.0413
100 5.0000 4.9372 5.0016 5.0407
99 5.0000 4.8273 4.9580 5.0138
98 8.0000 7.9244 8.0708 8.4299
97 4.0000 3.9937 3.9995 4.0030
96 1.0000 0.9973 0.9995 1.0023
95 1.0000 0.9973 0.9995 1.0023
94 1.0000 0.9973 0.9995 1.0023
93 3.0000 2.9987 2.9988 3.0037
92 5.0000 4.9372 5.0016 5.0407
91 8.0000 7.9529 8.1285 8.4182
90 5.0000 4.8273 4.9580 5.0138
89 1.0000 0.9993 1.0006 1.0013
88 4.0000 4.0350 4.0530 4.0794
87 2.0000 1.9990 1.9997 2.0026
86 3.0000 2.9993 3.0002 3.0039
85 2.0000 1.9997 2.0014 2.0047
84 2.0000 1.9964 2.0037 2.0088
83 3.0000 2.9987 2.9988 3.0037
82 3.0000 2.9954 3.0019 3.0036
81 4.0000 3.9937 3.9995 4.0030
80 4.0000 3.9864 3.9979 4.0041
79 3.0000 2.9996 3.0004 3.0033
78 5.0000 4.7879 4.9653 5.0465
77 6.0000 5.9843 6.0077 6.1131
76 7.0000 6.9509 7.1289 7.2206
75 8.0000 8.9848 9.3943 10.0460
74 3.0000 3.4376 3.9671 3.9945
73 2.0000 1.9857 2.0005 2.0012
72 2.0000 1.9880 2.0064 2.0088
71 3.0000 2.9909 3.0004 3.0103
70 1.8000 1.9548 2.0130 2.1002
69 2.0000 1.9968 1.9987 1.9990
68 1.0000 0.9993 0.9996 0.9996
67 2.0000 1.9968 1.9987 1.9990
66 2.0000 2.0007 2.0011 2.0030
65 3.0000 2.9948 2.9990 3.0013
64 3.0000 3.0013 3.0014 3.0028
63 2.0000 1.9936 1.9994 2.0062
62 2.0000 1.9991 1.9996 2.0014
61 2.0000 1.9951 1.9996 2.0055
60 2.0000 1.9951 1.9996 2.0055
59 3.0000 2.9996 3.0004 3.0033
58 2.0000 1.9990 1.9997 2.0026
57 3.0000 2.9928 3.0002 3.0092
56 3.0000 2.9970 3.0045 3.0314
55 4.0000 3.9981 4.0007 4.0025
54 4.0000 3.9482 3.9998 4.0020
53 4.0000 3.9994 4.0014 4.0104
52 4.0000 3.9620 3.9985 4.0019
51 5.0000 4.9654 5.0014 5.0451
50 5.0000 4.8866 4.9973 5.0361
49 5.0000 4.9651 4.9993 5.0211
48 5.0000 4.9752 5.0068 5.0409
47 2.0000 1.9936 2.0049 2.0404
46 3.0000 2.9987 2.9988 3.0037
45 4.0000 3.8355 4.0074 4.2486
44 4.0000 3.8355 4.0074 4.2486
43 5.0000 4.9372 5.0018 5.0429
42 5.0000 4.8283 4.9575 5.0111
41 3.0000 2.9928 3.0002 3.0092
40 3.0000 2.9686 3.0734 3.1856
39 3.0000 2.9814 2.9996 2.9998
38 4.0000 3.9225 3.9968 4.0043
37 4.0000 3.7999 4.4640 4.7723
36 4.0000 3.9974 4.0013 4.0140
35 5.0000 4.9333 5.0013 5.0238
34 5.0000 4.9252 5.0038 5.0611
33 8.0000 7.9246 8.0708 8.4299
32 5.0000 4.9832 5.0049 5.0412
31 2.0000 1.9990 1.9997 2.0026
30 3.0000 2.9955 3.0023 3.0075
29 4.0000 3.9817 3.9993 4.0194
28 4.0000 3.9741 3.9890 3.9944
27 5.0000 4.9845 5.0161 5.0298
26 5.0000 4.9539 4.9958 5.0053
25 3.0000 2.9972 3.0009 3.0037
24 3.0000 2.9918 3.0000 3.0017
23 4.0000 3.9849 4.0008 4.0025
22 5.0000 4.9486 5.0059 5.0109
21 3.0000 2.9990 2.9998 3.0026
20 3.0000 2.9973 2.9988 2.9994
19 4.0000 3.9934 3.9992 4.0157
18 4.0000 3.9889 4.0010 4.0033
17 4.0000 3.9986 4.0013 4.0084
16 2.0000 1.9846 2.0028 2.0058
15 4.0000 3.9972 4.0038 4.0383
14 2.0000 1.9994 1.9999 2.0008
13 6.0000 5.9842 6.0078 6.1131
12 4.0000 3.9937 3.9995 4.0030
11 2.0000 1.9879 2.0013 2.0021
10 2.0000 1.9828 1.9984 1.9992
9 2.0000 1.9845 1.9993 2.0000
8 3.0000 2.9544 2.9938 2.9960
7 3.0000 2.9691 2.9876 2.9903
6 3.0000 2.9717 2.9899 2.9925
5 4.0000 3.9671 4.0087 4.0106
4 4.0000 3.9671 4.0087 4.0106
3 4.0000 3.9671 4.0087 4.0106
2 5.0000 4.9712 4.9900 5.0024
1 5.0000 4.9712 4.9900 5.0024
0 5.0000 4.9712 4.9900 5.0024
EOD
set label 'gradient_estimation' at graph -0.02, first 219 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm1' at graph -0.02, first 218 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm2' at graph -0.02, first 217 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm3' at graph -0.02, first 216 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm4' at graph -0.02, first 215 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm_v2' at graph -0.02, first 214 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm_v3' at graph -0.02, first 213 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm_v3_legacy' at graph -0.02, first 212 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm_v4' at graph -0.02, first 211 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ipndm_v4_legacy' at graph -0.02, first 210 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lms1' at graph -0.02, first 209 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lms2' at graph -0.02, first 208 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lms3' at graph -0.02, first 207 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lms4' at graph -0.02, first 206 right noenhanced font ',11' textcolor rgb '#333333'
set label 'pndm' at graph -0.02, first 205 right noenhanced font ',11' textcolor rgb '#333333'
set label 'stork_2' at graph -0.02, first 204 right noenhanced font ',11' textcolor rgb '#333333'
set label 'stork_2_legacy' at graph -0.02, first 203 right noenhanced font ',11' textcolor rgb '#333333'
set label 'v_ab1' at graph -0.02, first 202 right noenhanced font ',11' textcolor rgb '#333333'
set label 'v_ab2' at graph -0.02, first 201 right noenhanced font ',11' textcolor rgb '#333333'
set label 'v_ab3' at graph -0.02, first 200 right noenhanced font ',11' textcolor rgb '#333333'
set label 'v_ab4' at graph -0.02, first 199 right noenhanced font ',11' textcolor rgb '#333333'
set label 'gotta_go_fast' at graph -0.02, first 198 right noenhanced font ',11' textcolor rgb '#333333'
set label 'gotta_go_fast_legacy' at graph -0.02, first 197 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_2_ancestral' at graph -0.02, first 196 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_2s_ancestral' at graph -0.02, first 195 right noenhanced font ',11' textcolor rgb '#333333'
set label 'euler_ancestral' at graph -0.02, first 194 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_rhoab1' at graph -0.02, first 193 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_rhoab2' at graph -0.02, first 192 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_rhoab3' at graph -0.02, first 191 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_rhork_heun' at graph -0.02, first 190 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_rhork_kutta' at graph -0.02, first 189 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_rhork_mid' at graph -0.02, first 188 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_rhork_rk4' at graph -0.02, first 187 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_tab1' at graph -0.02, first 186 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_tab2' at graph -0.02, first 185 right noenhanced font ',11' textcolor rgb '#333333'
set label 'deis_tab3' at graph -0.02, first 184 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_1' at graph -0.02, first 183 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_2' at graph -0.02, first 182 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_3' at graph -0.02, first 181 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_1' at graph -0.02, first 180 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_2s' at graph -0.02, first 179 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_3s' at graph -0.02, first 178 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_2' at graph -0.02, first 177 right noenhanced font ',11' textcolor rgb '#333333'
set label 'edm_stochastic' at graph -0.02, first 176 right noenhanced font ',11' textcolor rgb '#333333'
set label 'scire_2' at graph -0.02, first 175 right noenhanced font ',11' textcolor rgb '#333333'
set label 'er_sde_1' at graph -0.02, first 174 right noenhanced font ',11' textcolor rgb '#333333'
set label 'er_sde_2' at graph -0.02, first 173 right noenhanced font ',11' textcolor rgb '#333333'
set label 'er_sde_2_legacy' at graph -0.02, first 172 right noenhanced font ',11' textcolor rgb '#333333'
set label 'er_sde_3' at graph -0.02, first 171 right noenhanced font ',11' textcolor rgb '#333333'
set label 'er_sde_3_legacy' at graph -0.02, first 170 right noenhanced font ',11' textcolor rgb '#333333'
set label 'euler_maruyama' at graph -0.02, first 169 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ddim' at graph -0.02, first 168 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_2m' at graph -0.02, first 167 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_3m' at graph -0.02, first 166 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_3m_legacy' at graph -0.02, first 165 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_v3_1' at graph -0.02, first 164 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_v3_2' at graph -0.02, first 163 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpm_solver_v3_3' at graph -0.02, first 162 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_2m' at graph -0.02, first 161 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_3m' at graph -0.02, first 160 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_3m_legacy' at graph -0.02, first 159 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab1_data' at graph -0.02, first 158 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab1_noise' at graph -0.02, first 157 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab2_data' at graph -0.02, first 156 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab2_noise' at graph -0.02, first 155 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab3_data' at graph -0.02, first 154 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab3_noise' at graph -0.02, first 153 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab4_data' at graph -0.02, first 152 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab4_noise' at graph -0.02, first 151 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab5_data' at graph -0.02, first 150 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exp_ab5_noise' at graph -0.02, first 149 right noenhanced font ',11' textcolor rgb '#333333'
set label 'res_2m' at graph -0.02, first 148 right noenhanced font ',11' textcolor rgb '#333333'
set label 'res_3m' at graph -0.02, first 147 right noenhanced font ',11' textcolor rgb '#333333'
set label 'cox_matthews4' at graph -0.02, first 146 right noenhanced font ',11' textcolor rgb '#333333'
set label 'cox_matthews4_noise' at graph -0.02, first 145 right noenhanced font ',11' textcolor rgb '#333333'
set label 'etdrk2' at graph -0.02, first 144 right noenhanced font ',11' textcolor rgb '#333333'
set label 'etdrk2_noise' at graph -0.02, first 143 right noenhanced font ',11' textcolor rgb '#333333'
set label 'etdrk3' at graph -0.02, first 142 right noenhanced font ',11' textcolor rgb '#333333'
set label 'etdrk3_noise' at graph -0.02, first 141 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exprk4s6' at graph -0.02, first 140 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exprk4s6_noise' at graph -0.02, first 139 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exprk5s10' at graph -0.02, first 138 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exprk5s10_noise' at graph -0.02, first 137 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exprk5s8' at graph -0.02, first 136 right noenhanced font ',11' textcolor rgb '#333333'
set label 'exprk5s8_noise' at graph -0.02, first 135 right noenhanced font ',11' textcolor rgb '#333333'
set label 'friedli4' at graph -0.02, first 134 right noenhanced font ',11' textcolor rgb '#333333'
set label 'friedli4_noise' at graph -0.02, first 133 right noenhanced font ',11' textcolor rgb '#333333'
set label 'hochbruck_ostermann4' at graph -0.02, first 132 right noenhanced font ',11' textcolor rgb '#333333'
set label 'hochbruck_ostermann4_noise' at graph -0.02, first 131 right noenhanced font ',11' textcolor rgb '#333333'
set label 'krogstad4' at graph -0.02, first 130 right noenhanced font ',11' textcolor rgb '#333333'
set label 'krogstad4_noise' at graph -0.02, first 129 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_cash_karp54' at graph -0.02, first 128 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_cash_karp54_noise' at graph -0.02, first 127 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_euler' at graph -0.02, first 126 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_euler_noise' at graph -0.02, first 125 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_heun3' at graph -0.02, first 124 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_heun3_noise' at graph -0.02, first 123 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_midpoint' at graph -0.02, first 122 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_midpoint_noise' at graph -0.02, first 121 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_ralston' at graph -0.02, first 120 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_ralston3' at graph -0.02, first 119 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_ralston3_noise' at graph -0.02, first 118 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_ralston_noise' at graph -0.02, first 117 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_rk3' at graph -0.02, first 116 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_rk3_noise' at graph -0.02, first 115 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_rk4' at graph -0.02, first 114 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_rk4_38' at graph -0.02, first 113 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_rk4_38_noise' at graph -0.02, first 112 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_rk4_noise' at graph -0.02, first 111 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_ssprk3' at graph -0.02, first 110 right noenhanced font ',11' textcolor rgb '#333333'
set label 'lawson_ssprk3_noise' at graph -0.02, first 109 right noenhanced font ',11' textcolor rgb '#333333'
set label 'res_2s' at graph -0.02, first 108 right noenhanced font ',11' textcolor rgb '#333333'
set label 'res_2s_noise' at graph -0.02, first 107 right noenhanced font ',11' textcolor rgb '#333333'
set label 'res_3s' at graph -0.02, first 106 right noenhanced font ',11' textcolor rgb '#333333'
set label 'res_3s_noise' at graph -0.02, first 105 right noenhanced font ',11' textcolor rgb '#333333'
set label 'strehmel_weiner4' at graph -0.02, first 104 right noenhanced font ',11' textcolor rgb '#333333'
set label 'strehmel_weiner4_noise' at graph -0.02, first 103 right noenhanced font ',11' textcolor rgb '#333333'
set label 'rx_dpm' at graph -0.02, first 102 right noenhanced font ',11' textcolor rgb '#333333'
set label 'odeint_adams_bashforth_moulton4' at graph -0.02, first 101 right noenhanced font ',11' textcolor rgb '#333333'
set label 'odeint_cash_karp' at graph -0.02, first 100 right noenhanced font ',11' textcolor rgb '#333333'
set label 'odeint_dopri5' at graph -0.02, first 99 right noenhanced font ',11' textcolor rgb '#333333'
set label 'odeint_fehlberg78' at graph -0.02, first 98 right noenhanced font ',11' textcolor rgb '#333333'
set label 'odeint_rk4' at graph -0.02, first 97 right noenhanced font ',11' textcolor rgb '#333333'
set label 'pc_langevin' at graph -0.02, first 96 right noenhanced font ',11' textcolor rgb '#333333'
set label 'pc_langevin_legacy' at graph -0.02, first 95 right noenhanced font ',11' textcolor rgb '#333333'
set label 'reverse_diffusion' at graph -0.02, first 94 right noenhanced font ',11' textcolor rgb '#333333'
set label 'bogacki_shampine32' at graph -0.02, first 93 right noenhanced font ',11' textcolor rgb '#333333'
set label 'cash_karp54' at graph -0.02, first 92 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dop853' at graph -0.02, first 91 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dopri5' at graph -0.02, first 90 right noenhanced font ',11' textcolor rgb '#333333'
set label 'euler' at graph -0.02, first 89 right noenhanced font ',11' textcolor rgb '#333333'
set label 'fehlberg45' at graph -0.02, first 88 right noenhanced font ',11' textcolor rgb '#333333'
set label 'heun' at graph -0.02, first 87 right noenhanced font ',11' textcolor rgb '#333333'
set label 'heun3' at graph -0.02, first 86 right noenhanced font ',11' textcolor rgb '#333333'
set label 'midpoint' at graph -0.02, first 85 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ralston' at graph -0.02, first 84 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ralston3' at graph -0.02, first 83 right noenhanced font ',11' textcolor rgb '#333333'
set label 'rk3' at graph -0.02, first 82 right noenhanced font ',11' textcolor rgb '#333333'
set label 'rk4' at graph -0.02, first 81 right noenhanced font ',11' textcolor rgb '#333333'
set label 'rk4_38' at graph -0.02, first 80 right noenhanced font ',11' textcolor rgb '#333333'
set label 'ssprk3' at graph -0.02, first 79 right noenhanced font ',11' textcolor rgb '#333333'
set label 'tsit5' at graph -0.02, first 78 right noenhanced font ',11' textcolor rgb '#333333'
set label 'verner65' at graph -0.02, first 77 right noenhanced font ',11' textcolor rgb '#333333'
set label 'verner76' at graph -0.02, first 76 right noenhanced font ',11' textcolor rgb '#333333'
set label 'verner87' at graph -0.02, first 75 right noenhanced font ',11' textcolor rgb '#333333'
set label 'sa_solver' at graph -0.02, first 74 right noenhanced font ',11' textcolor rgb '#333333'
set label 'sa_solver_published' at graph -0.02, first 73 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_2m_sde' at graph -0.02, first 72 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_3m_sde' at graph -0.02, first 71 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_3m_sde_legacy' at graph -0.02, first 70 right noenhanced font ',11' textcolor rgb '#333333'
set label 'dpmpp_sde' at graph -0.02, first 69 right noenhanced font ',11' textcolor rgb '#333333'
set label 'seeds_1_noise' at graph -0.02, first 68 right noenhanced font ',11' textcolor rgb '#333333'
set label 'seeds_2' at graph -0.02, first 67 right noenhanced font ',11' textcolor rgb '#333333'
set label 'seeds_2_noise' at graph -0.02, first 66 right noenhanced font ',11' textcolor rgb '#333333'
set label 'seeds_3' at graph -0.02, first 65 right noenhanced font ',11' textcolor rgb '#333333'
set label 'seeds_3_noise' at graph -0.02, first 64 right noenhanced font ',11' textcolor rgb '#333333'
set label 'sosra' at graph -0.02, first 63 right noenhanced font ',11' textcolor rgb '#333333'
set label 'sosra2' at graph -0.02, first 62 right noenhanced font ',11' textcolor rgb '#333333'
set label 'sra1' at graph -0.02, first 61 right noenhanced font ',11' textcolor rgb '#333333'
set label 'sra2' at graph -0.02, first 60 right noenhanced font ',11' textcolor rgb '#333333'
set label 'sra3' at graph -0.02, first 59 right noenhanced font ',11' textcolor rgb '#333333'
set label 'stochastic_heun' at graph -0.02, first 58 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark324l2sa_dirk_4_2_3' at graph -0.02, first 57 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark324l2sa_erk_4_2_3' at graph -0.02, first 56 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark436l2sa_dirk_6_3_4' at graph -0.02, first 55 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark436l2sa_erk_6_3_4' at graph -0.02, first 54 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark437l2sa_dirk_7_3_4' at graph -0.02, first 53 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark437l2sa_erk_7_3_4' at graph -0.02, first 52 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark548l2sa_dirk_8_4_5' at graph -0.02, first 51 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark548l2sa_erk_8_4_5' at graph -0.02, first 50 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark548l2sab_dirk_8_4_5' at graph -0.02, first 49 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_ark548l2sab_erk_8_4_5' at graph -0.02, first 48 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_billington_3_3_2' at graph -0.02, first 47 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_bogacki_shampine_4_2_3' at graph -0.02, first 46 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_cash_5_2_4' at graph -0.02, first 45 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_cash_5_3_4' at graph -0.02, first 44 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_cash_karp_6_4_5' at graph -0.02, first 43 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_dormand_prince_7_4_5' at graph -0.02, first 42 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk324l2sa_4_2_3' at graph -0.02, first 41 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk325l2sa_5_2_3' at graph -0.02, first 40 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk32i5l2sa_5_2_3' at graph -0.02, first 39 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk436l2sa_6_3_4' at graph -0.02, first 38 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk437l2sa_7_3_4' at graph -0.02, first 37 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk43i6l2sa_6_3_4' at graph -0.02, first 36 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk547l2sa2_7_4_5' at graph -0.02, first 35 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_esdirk547l2sa_7_4_5' at graph -0.02, first 34 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_fehlberg_13_7_8' at graph -0.02, first 33 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_fehlberg_6_4_5' at graph -0.02, first 32 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_heun_euler_2_1_2' at graph -0.02, first 31 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_imex_ark324l2sa' at graph -0.02, first 30 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_imex_ark436l2sa' at graph -0.02, first 29 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_imex_ark437l2sa' at graph -0.02, first 28 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_imex_ark548l2sa' at graph -0.02, first 27 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_imex_ark548l2sab' at graph -0.02, first 26 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_knoth_wolke_3_3' at graph -0.02, first 25 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_kvaerno_4_2_3' at graph -0.02, first 24 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_kvaerno_5_3_4' at graph -0.02, first 23 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_kvaerno_7_4_5' at graph -0.02, first 22 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_mis_kw3' at graph -0.02, first 21 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_mri_gark_erk33a' at graph -0.02, first 20 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_mri_gark_erk45a' at graph -0.02, first 19 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_qesdirk436l2sa_6_3_4' at graph -0.02, first 18 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_sayfy_aburub_6_3_4' at graph -0.02, first 17 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_sdirk_2_1_2' at graph -0.02, first 16 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_sdirk_5_3_4' at graph -0.02, first 15 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_trbdf2_3_3_2' at graph -0.02, first 14 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_verner_8_5_6' at graph -0.02, first 13 right noenhanced font ',11' textcolor rgb '#333333'
set label 'arkode_zonneveld_5_3_4' at graph -0.02, first 12 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc1_bh1' at graph -0.02, first 11 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc1_bh2' at graph -0.02, first 10 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc1_vary' at graph -0.02, first 9 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc2_bh1' at graph -0.02, first 8 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc2_bh2' at graph -0.02, first 7 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc2_vary' at graph -0.02, first 6 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc3_bh1' at graph -0.02, first 5 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc3_bh2' at graph -0.02, first 4 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc3_vary' at graph -0.02, first 3 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc4_bh1' at graph -0.02, first 2 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc4_bh2' at graph -0.02, first 1 right noenhanced font ',11' textcolor rgb '#333333'
set label 'unipc4_vary' at graph -0.02, first 0 right noenhanced font ',11' textcolor rgb '#333333'
set lmargin at screen 0.494
set rmargin at screen 0.97
set bmargin at screen 0.0126
set xrange [0:10.45]
set yrange [-1:220]
set border 5
set format x '%g'
set xtics 1
unset ytics
set xlabel 'order' font ',14' textcolor rgb '#5b636d'
set bars 0
set tmargin at screen 0.9754
set x2range [0:10.45]
set format x2 '%g'
set x2tics 1
set terminal svg noenhanced size 640,4599 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'ode.svg'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
set terminal pngcairo noenhanced size 1280,9198 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'ode.png'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
unset output
